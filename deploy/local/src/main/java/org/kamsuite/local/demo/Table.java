package org.kamsuite.local.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A table in plain text. The last column takes what is left of the width and is broken into lines; where
/// that is not enough, the first one is cut.
final class Table {

    private static final String GAP = "  ";
    private static final int LAST_LEAST = 24;
    private static final int TEXT_LEAST = 14;

    private final List<String> heads;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param heads column heads; `>` in front of one puts the column to the right, as for numbers
    Table(String... heads) {
        this.heads = Arrays.stream(heads)
                .map(head -> head.startsWith(">") ? head.substring(1) : head)
                .toList();
        this.right = new boolean[heads.length];
        for (int n = 0; n < heads.length; n++) {
            right[n] = heads[n].startsWith(">");
        }
    }

    void row(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(heads.size() + " cells are expected, not " + cells.length);
        }
        rows.add(List.of(cells));
    }

    /// The lines, indented by two.
    List<String> lines(int width) {
        int last = heads.size() - 1;
        int[] widths = new int[heads.size()];
        for (int n = 0; n < heads.size(); n++) {
            int column = n;
            widths[n] = Math.max(
                    heads.get(n).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        int others = Arrays.stream(widths, 0, last).sum() + GAP.length() * (last + 1);
        int tooWide = others + Math.min(widths[last], LAST_LEAST) - width;
        if (!right[0] && tooWide > 0) {
            // On a narrow terminal names are cut, numbers never.
            int cut = Math.min(tooWide, Math.max(0, widths[0] - TEXT_LEAST));
            widths[0] -= cut;
            others -= cut;
        }
        widths[last] = Math.min(widths[last], Math.max(LAST_LEAST, width - others));
        List<String> lines = new ArrayList<>();
        lines.add(line(heads, widths));
        lines.add(line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
        for (List<String> row : rows) {
            List<String> pieces = wrap(row.getLast(), widths[last]);
            for (int n = 0; n < pieces.size(); n++) {
                List<String> cells = new ArrayList<>();
                for (int column = 0; column < last; column++) {
                    cells.add(n == 0 ? row.get(column) : "");
                }
                cells.add(pieces.get(n));
                lines.add(line(cells, widths));
            }
        }
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int n = 0; n < cells.size(); n++) {
            String cell = n == 0 && cells.get(n).length() > widths[n]
                    ? cells.get(n).substring(0, widths[n] - 2) + ".."
                    : cells.get(n);
            String filling = " ".repeat(Math.max(0, widths[n] - cell.length()));
            line.append(GAP).append(right[n] ? filling + cell : cell + filling);
        }
        return line.toString().stripTrailing();
    }

    /// Breaks a text between words.
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// `12.3 %`, or a dash for what is not known.
    static String percent(Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /// A number with that many decimals, or a dash.
    static String number(Double number, int decimals) {
        return number == null ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }
}
