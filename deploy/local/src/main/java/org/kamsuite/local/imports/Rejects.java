package org.kamsuite.local.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rows that did not become events, with the reason: all of them in a CSV file, the first few at hand.
final class Rejects implements AutoCloseable {
    private static final int SHOWN = 10;

    private final Path file;
    private final List<String> first = new ArrayList<>();
    private final Set<String> places = new HashSet<>();
    private CsvWriter writer;

    /// @param file made only when there is something to report; an old one goes away
    Rejects(Path file) {
        this.file = file;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ImportFailure("Cannot replace the list of rejected rows " + file + ": " + e, e);
        }
    }

    void add(Path source, long line, String reason) {
        String place = source.getFileName() + ":" + line;
        if (places.add(place) && first.size() < SHOWN) {
            first.add(place + ": " + reason);
        }
        if (writer == null) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                writer = CsvWriter.builder().build(file);
            } catch (IOException e) {
                throw new ImportFailure("Cannot write the list of rejected rows " + file + ": " + e, e);
            }
            writer.writeRecord("file", "line", "reason");
        }
        writer.writeRecord(source.getFileName().toString(), Long.toString(line), reason);
    }

    /// Rejected rows, each counted once even if several passes reject it.
    long rows() {
        return places.size();
    }

    List<String> first() {
        return List.copyOf(first);
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                throw new ImportFailure("Cannot finish the list of rejected rows " + file + ": " + e, e);
            }
        }
    }
}
