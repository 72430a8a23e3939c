package org.kamsuite.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.erp.ErpEvent;

/// What came out of an import into memory.
record Imported(List<ImportEvent> events, Importer.Summary summary, long rejectedRows, String rejects) {

    /// @param folder for the list of rejected rows
    static Imported run(Mapping mapping, Path folder, String... files) {
        return run(mapping, folder, new Importer.Options(mapping.system(), 50_000_000, 0), files);
    }

    static Imported run(Mapping mapping, Path folder, Importer.Options options, String... files) {
        List<ImportEvent> events = new ArrayList<>();
        EventSink sink = new EventSink() {
            @Override
            public void send(ImportEvent event) {
                events.add(event);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Path list = folder.resolve("rejected.csv");
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Importer.Summary summary;
        long rejectedRows;
        try (Rejects rejects = new Rejects(list);
                Progress progress = new Progress(nowhere, false, () -> 0)) {
            summary = new Importer(
                            mapping,
                            FileArguments.assign(mapping, List.of(files)),
                            Map.of(),
                            options,
                            sink,
                            rejects,
                            progress,
                            _ -> {})
                    .run();
            rejectedRows = rejects.rows();
        }
        try {
            return new Imported(events, summary, rejectedRows, Files.exists(list) ? Files.readString(list) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T extends ErpEvent> List<T> of(Class<T> type) {
        return stream(type).toList();
    }

    <T extends ErpEvent> Stream<T> stream(Class<T> type) {
        return events.stream()
                .filter(event -> event.type().recordClass() == type)
                .map(event -> ContractJson.read(event.data(), type));
    }

    /// The events as `type subject`, in the order sent.
    List<String> names() {
        return events.stream()
                .map(event -> event.type().name() + " " + event.subject())
                .toList();
    }

    JsonNode data(int index) {
        try {
            return ContractJson.mapper().readTree(events.get(index).data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String file(Path folder, String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
