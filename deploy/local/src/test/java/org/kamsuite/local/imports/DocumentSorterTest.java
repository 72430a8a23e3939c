package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DocumentSorterTest {

    private static List<String> documents(DocumentSorter sorter, int mostRows) {
        List<String> found = new ArrayList<>();
        sorter.documents(
                mostRows,
                rows -> found.add(String.join(
                        " ",
                        rows.stream().map(row -> row.cells()[0] + row.line()).toList())));
        return found;
    }

    private static Row row(String cell, long line) {
        return new Row(3, line, new String[] {cell, null, "ä€"}, line == 5 ? "fault" : null);
    }

    @Test
    void rowsOfADocumentComeTogetherInFileOrder() {
        try (DocumentSorter sorter = new DocumentSorter(1_000_000)) {
            sorter.add("b", row("b", 1));
            sorter.add("a", row("a", 2));
            sorter.add("b", row("b", 3));
            sorter.add("a", row("a", 4));

            assertThat(documents(sorter, 100)).containsExactly("a2 a4", "b1 b3");
            assertThat(sorter.spills()).isZero();
        }
    }

    @Test
    void aTinyBudgetGivesTheSameDocumentsFromDisk() {
        Random random = new Random(42);
        TreeMap<String, StringBuilder> expected = new TreeMap<>();
        try (DocumentSorter sorter = new DocumentSorter(2_000)) {
            for (int line = 1; line <= 3_000; line++) {
                String key = "k" + random.nextInt(200);
                sorter.add(key, row(key, line));
                expected.computeIfAbsent(key, _ -> new StringBuilder())
                        .append(key)
                        .append(line)
                        .append(' ');
            }

            assertThat(documents(sorter, 100))
                    .containsExactlyElementsOf(expected.values().stream()
                            .map(document -> document.toString().strip())
                            .toList());
            // More runs than are merged at once, so that runs were merged into runs.
            assertThat(sorter.spills()).isGreaterThan(128);
        }
    }

    @Test
    void rowsComeBackFromDiskAsTheyWere() {
        try (DocumentSorter sorter = new DocumentSorter(1)) {
            sorter.add("k", row("x", 5));
            sorter.documents(10, rows -> {
                Row row = rows.getFirst();
                assertThat(row.cells()).containsExactly("x", null, "ä€");
                assertThat(row.file()).isEqualTo(3);
                assertThat(row.line()).isEqualTo(5);
                assertThat(row.fault()).isEqualTo("fault");
            });
            assertThat(sorter.spills()).isOne();
        }
    }

    @Test
    void anEndlessDocumentIsCutOneRowBeyondTheLimit() {
        try (DocumentSorter sorter = new DocumentSorter(1_000_000)) {
            for (int line = 1; line <= 50; line++) {
                sorter.add("k", row("k", line));
            }

            assertThat(documents(sorter, 2)).containsExactly("k1 k2 k3");
        }
    }
}
