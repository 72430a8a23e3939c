package org.kamsuite.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The figures of a run, as a table and as JSON.
final class Report {

    private static final String[] HEADS = {
        "benchmark", "figure", "value", "unit", "limit", "ratio", "goal", "reached", "note"
    };

    private final List<Figure> figures = new ArrayList<>();

    void add(Figure figure) {
        figures.add(figure);
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    void print(PrintStream out) {
        lines(figures).forEach(out::println);
    }

    static List<String> lines(List<Figure> figures) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADS);
        figures.forEach(figure -> rows.add(cells(figure)));
        int[] widths = new int[HEADS.length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                String filling = " ".repeat(widths[column] - row[column].length());
                boolean number = column == 2 || column == 4 || column == 5;
                line.append(number ? filling + row[column] : row[column] + filling)
                        .append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String[] cells(Figure figure) {
        Double ratio = figure.ratio();
        Boolean reached = figure.reached();
        String limit = figure.limitName() == null ? "" : "limit: " + figure.limitName();
        String gap = limit.isEmpty() || figure.note().isEmpty() ? "" : "; ";
        return new String[] {
            figure.benchmark(),
            figure.name(),
            Figure.number(figure.value()),
            figure.unit(),
            figure.limit() == null ? "-" : Figure.number(figure.limit()),
            ratio == null ? "-" : Figure.number(ratio),
            figure.goal() == null ? "-" : figure.goal().toString(),
            reached == null ? "-" : reached ? "yes" : "NO",
            limit + gap + figure.note()
        };
    }

    void write(Path file, Map<String, Object> circumstances) {
        Map<String, Object> all = new LinkedHashMap<>(circumstances);
        all.put("figures", figures.stream().map(Report::json).toList());
        try {
            Files.createDirectories(file.getParent());
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValue(file.toFile(), all);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> json(Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("benchmark", figure.benchmark());
        json.put("figure", figure.name());
        json.put("value", figure.value());
        json.put("unit", figure.unit());
        json.put("limitName", figure.limitName());
        json.put("limit", figure.limit());
        json.put("ratio", figure.ratio());
        json.put("goal", figure.goal() == null ? null : figure.goal().toString());
        json.put("reached", figure.reached());
        json.put("note", figure.note());
        return json;
    }
}
