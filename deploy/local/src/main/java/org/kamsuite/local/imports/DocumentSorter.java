package org.kamsuite.local.imports;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// Brings the rows of a document together, wherever they stand in the file, in bounded memory: rows are
/// collected, sorted by key and arrival, spilled to disk when they exceed the budget, and merged.
final class DocumentSorter implements AutoCloseable {
    private static final int MOST_RUNS = 64;
    private static final int BUFFER = 1 << 16;
    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::key).thenComparingLong(Entry::arrival);

    private record Entry(String key, long arrival, Row row) {}

    private final long budget;
    private final List<Entry> held = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();
    private final Thread atExit = new Thread(this::deleteFolder);
    private Path folder;
    private long heldBytes;
    private long arrivals;
    private int spills;

    /// @param budget memory for rows, in bytes (estimated)
    DocumentSorter(long budget) {
        this.budget = budget;
    }

    void add(String key, Row row) {
        held.add(new Entry(key, arrivals++, row));
        heldBytes += size(key, row);
        if (heldBytes > budget) {
            spill();
        }
    }

    /// How often memory was exceeded.
    int spills() {
        return spills;
    }

    /// Hands over the documents in the order of their keys, their rows in the order of arrival.
    void documents(int mostRows, Consumer<List<Row>> take) {
        held.sort(ORDER);
        List<Run> open = new ArrayList<>();
        try {
            open.add(new Run(held));
            for (Path run : runs) {
                open.add(new Run(run));
            }
            List<Row> document = new ArrayList<>();
            String[] key = {null};
            merge(open, entry -> {
                if (!entry.key().equals(key[0])) {
                    if (!document.isEmpty()) {
                        take.accept(List.copyOf(document));
                    }
                    document.clear();
                    key[0] = entry.key();
                }
                // One row more than allowed is kept, so that the receiver sees that there are too many.
                if (document.size() <= mostRows) {
                    document.add(entry.row());
                }
            });
            if (!document.isEmpty()) {
                take.accept(List.copyOf(document));
            }
        } finally {
            open.forEach(Run::close);
        }
    }

    private static void merge(List<Run> open, Consumer<Entry> take) {
        PriorityQueue<Run> queue = new PriorityQueue<>(Comparator.comparing(Run::head, ORDER));
        open.stream().filter(run -> run.head() != null).forEach(queue::add);
        for (Run run = queue.poll(); run != null; run = queue.poll()) {
            take.accept(run.head());
            run.next();
            if (run.head() != null) {
                queue.add(run);
            }
        }
    }

    private static long size(String key, Row row) {
        long bytes = 120 + 2L * key.length();
        for (String cell : row.cells()) {
            bytes += cell == null ? 8 : 64 + cell.length();
        }
        return bytes;
    }

    private void spill() {
        held.sort(ORDER);
        spills++;
        runs.add(write(List.of(new Run(held))));
        held.clear();
        heldBytes = 0;
        if (runs.size() >= MOST_RUNS) {
            List<Run> open = new ArrayList<>();
            List<Path> merged = List.copyOf(runs);
            try {
                merged.forEach(run -> open.add(new Run(run)));
                Path result = write(open);
                runs.clear();
                runs.add(result);
            } finally {
                open.forEach(Run::close);
            }
            for (Path run : merged) {
                delete(run);
            }
        }
    }

    private Path write(List<Run> from) {
        try {
            if (folder == null) {
                folder = Files.createTempDirectory("kam-import-");
                Runtime.getRuntime().addShutdownHook(atExit);
            }
            Path run = Files.createTempFile(folder, "run-", ".rows");
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), BUFFER))) {
                merge(from, entry -> write(entry, out));
            }
            return run;
        } catch (IOException e) {
            throw new ImportFailure("Cannot sort on disk (" + e + "). Is there room in the temporary folder?", e);
        }
    }

    private static void write(Entry entry, DataOutputStream out) {
        try {
            text(entry.key(), out);
            out.writeLong(entry.arrival());
            out.writeInt(entry.row().file());
            out.writeLong(entry.row().line());
            text(entry.row().fault(), out);
            out.writeInt(entry.row().cells().length);
            for (String cell : entry.row().cells()) {
                text(cell, out);
            }
        } catch (IOException e) {
            throw new ImportFailure("Cannot sort on disk (" + e + "). Is there room in the temporary folder?", e);
        }
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (folder != null) {
            deleteFolder();
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException _) {
                // Already shutting down: the hook has done the same.
            }
        }
    }

    private void deleteFolder() {
        try (var files = Files.list(folder)) {
            files.forEach(DocumentSorter::delete);
        } catch (IOException | UncheckedIOException _) {
            // A temporary folder; nothing more can be done.
        }
        delete(folder);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // A temporary file; nothing more can be done.
        }
    }

    /// A sorted sequence with its first element in view.
    private static final class Run {
        private final java.util.Iterator<Entry> memory;
        private final DataInputStream disk;
        private Entry head;

        Run(List<Entry> sorted) {
            this.memory = sorted.iterator();
            this.disk = null;
            next();
        }

        Run(Path file) {
            this.memory = null;
            try {
                this.disk = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            } catch (IOException e) {
                throw new ImportFailure("Cannot read back sorted rows: " + e, e);
            }
            next();
        }

        Entry head() {
            return head;
        }

        void next() {
            if (memory != null) {
                head = memory.hasNext() ? memory.next() : null;
                return;
            }
            try {
                String key = text(disk);
                long arrival = disk.readLong();
                int file = disk.readInt();
                long line = disk.readLong();
                String fault = text(disk);
                String[] cells = new String[disk.readInt()];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = text(disk);
                }
                head = new Entry(key, arrival, new Row(file, line, cells, fault));
            } catch (EOFException _) {
                head = null;
            } catch (IOException e) {
                throw new ImportFailure("Cannot read back sorted rows: " + e, e);
            }
        }

        void close() {
            if (disk != null) {
                try {
                    disk.close();
                } catch (IOException _) {
                    // Only read from.
                }
            }
        }
    }
}
