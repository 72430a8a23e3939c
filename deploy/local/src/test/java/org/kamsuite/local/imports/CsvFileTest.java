package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
    @TempDir
    Path folder;

    private static Mapping.Input input(String settings) {
        return MappingReader.read("test.yaml", """
                name: test
                system: test
                input:
                  %s
                  columns: {a: A, b: {from: B, optional: true}}
                streams:
                  - {customer: x, time: 2020-01-01, emit: [{event: erp.customer.registered.v1, data: {name: x}}]}
                """.formatted(settings)).inputs().getFirst();
    }

    private List<String> rows(byte[] content, String settings) throws IOException {
        CsvFile file = new CsvFile(Files.write(folder.resolve("data"), content), 0);
        List<String> rows = new ArrayList<>();
        file.read(
                input(settings),
                row -> rows.add(row.line() + Arrays.toString(row.cells()) + (row.fault() == null ? "" : row.fault())));
        return rows;
    }

    private List<String> rows(String content, String settings) throws IOException {
        return rows(content.getBytes(StandardCharsets.UTF_8), settings);
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void columnsAreFoundByTheirHeaderWhateverTheirOrder() throws IOException {
        assertThat(rows("X,B, A\r\n1,2,3\r\n4,5,6", "")).containsExactly("2[3, 2]", "3[6, 5]");
    }

    @Test
    void anOptionalColumnMayBeMissing() throws IOException {
        assertThat(rows("A\n1\n", "")).containsExactly("2[1, null]");
    }

    @Test
    void gzipIsRecognisedByItsContent() throws IOException {
        assertThat(rows(gzip("A,B\n1,2\n"), "")).containsExactly("2[1, 2]");
    }

    @Test
    void aByteOrderMarkWinsOverTheEncoding() throws IOException {
        assertThat(rows("\uFEFFA,B\nä,2\n", "encoding: ISO-8859-1")).containsExactly("2[ä, 2]");
        assertThat(rows("\uFEFFA,B\nä,2\n".getBytes(StandardCharsets.UTF_16LE), ""))
                .containsExactly("2[ä, 2]");
        assertThat(rows("\uFEFFA,B\nä,2\n".getBytes(StandardCharsets.UTF_16BE), ""))
                .containsExactly("2[ä, 2]");
    }

    @Test
    void theEncodingOfTheMappingIsUsed() throws IOException {
        assertThat(rows("A,B\nä€,2\n".getBytes(Charset.forName("windows-1252")), "encoding: windows-1252"))
                .containsExactly("2[ä€, 2]");
    }

    @Test
    void quotesMayHideSeparatorsAndLineBreaks() throws IOException {
        assertThat(rows("A,B\n\"1,\"\"x\"\"\n2\",b\n3,c\n", "")).containsExactly("2[1,\"x\"\n2, b]", "4[3, c]");
        assertThat(rows("A;B\n'1;2';b\n", "separator: \";\"\n  quote: \"'\"")).containsExactly("2[1;2, b]");
        assertThat(rows("A\tB\n5\" pipe\t\"b\n", "separator: tab\n  quote: none"))
                .containsExactly("2[5\" pipe, \"b]");
    }

    @Test
    void aWrongNumberOfFieldsIsAFaultOfThatRow() throws IOException {
        assertThat(rows("A,B\n1\n1,2,3\n1,2\n", ""))
                .containsExactly(
                        "2[1, null]has 1 fields, the header has 2", "3[1, 2]has 3 fields, the header has 2", "4[1, 2]");
    }

    @Test
    void filesThatCannotBeReadSayWhy() throws IOException {
        assertThatThrownBy(() -> rows("", "")).hasMessageContaining("empty");
        assertThatThrownBy(() -> rows("B,C\n1,2\n", "")).hasMessageContaining("no column A; it has: B, C");
        assertThatThrownBy(() -> rows("A,A\n1,2\n", "")).hasMessageContaining("twice");
        assertThatThrownBy(() -> rows("A,B\nok,1\n\"x,2\n", ""))
                .isInstanceOf(ImportFailure.class)
                .hasMessageContaining("after line 2");
        assertThatThrownBy(() -> rows("A,B\nä,1\n".getBytes(StandardCharsets.ISO_8859_1), ""))
                .isInstanceOf(ImportFailure.class)
                .hasMessageContaining("encoding");
        byte[] cut = gzip("A,B\n" + "1,2\n".repeat(1_000));
        assertThatThrownBy(() -> rows(Arrays.copyOf(cut, cut.length - 10), ""))
                .isInstanceOf(ImportFailure.class)
                .hasMessageContaining("ends early");
    }

    @Test
    void aSurveyCountsRowsAndHashesTheFile() throws IOException {
        CsvFile plain = new CsvFile(Files.writeString(folder.resolve("a"), "A\n1\n2\n3"), 0);
        CsvFile same = new CsvFile(Files.writeString(folder.resolve("b"), "A\n1\n2\n3"), 0);
        CsvFile zipped = new CsvFile(Files.write(folder.resolve("c"), gzip("A\n1\n2\n")), 0);

        assertThat(plain.survey().lines()).isEqualTo(3);
        assertThat(plain.survey().hash()).isEqualTo(same.survey().hash()).hasSize(64);
        assertThat(zipped.survey().lines()).isEqualTo(2);
        assertThat(zipped.survey().hash()).isNotEqualTo(plain.survey().hash());
    }
}
