package org.kamsuite.local.imports;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// Turns the files of one import into events. A document is all or nothing: if one of its rows has a fault,
/// none of its events is sent, because an invoice without one of its lines would be a wrong figure.
final class Importer {
    private static final int MOST_ROWS_OF_A_DOCUMENT = 100_000;
    private static final int MOST_LOOKUP_ROWS = 2_000_000;

    /// @param system ERP system id for the events
    /// @param sortMemory bytes of rows to hold before sorting on disk
    /// @param skipDocuments documents that an earlier run got acknowledged: evaluated, but not sent
    record Options(String system, long sortMemory, long skipDocuments) {}

    /// @param rows rows read, by stream
    /// @param leftOut rows that the filter of their stream leaves out, by stream
    /// @param events events by type, sent or skipped
    /// @param skipped events of an earlier run
    record Summary(
            Map<String, Long> rows,
            Map<String, Long> leftOut,
            long documents,
            Map<String, Long> events,
            long skipped,
            int spills) {}

    private final Mapping mapping;
    private final Map<String, List<CsvFile>> files;
    private final Map<String, Long> expectedRows;
    private final Options options;
    private final EventSink sink;
    private final Rejects rejects;
    private final Progress progress;
    private final LongConsumer handedOver;
    private final EventFactory factory;

    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Map<String, Long> events = new TreeMap<>();
    private long documents;
    private long skipped;
    private int spills;

    /// @param files by input name
    /// @param expectedRows about how many rows each input has, for the progress
    /// @param handedOver called after each document with the number of documents so far
    Importer(
            Mapping mapping,
            Map<String, List<CsvFile>> files,
            Map<String, Long> expectedRows,
            Options options,
            EventSink sink,
            Rejects rejects,
            Progress progress,
            LongConsumer handedOver) {
        this.mapping = mapping;
        this.files = files;
        this.expectedRows = expectedRows;
        this.options = options;
        this.sink = sink;
        this.rejects = rejects;
        this.progress = progress;
        this.handedOver = handedOver;
        this.factory = new EventFactory(options.system());
    }

    Summary run() {
        for (Mapping.Stream stream : mapping.streams()) {
            new Pass(stream).run();
        }
        sink.flush();
        progress.close();
        return new Summary(rows, leftOut, documents, events, skipped, spills);
    }

    /// One stream over its files.
    private final class Pass {
        private final Mapping.Stream stream;
        private final Mapping.Group group;
        private final List<CsvFile> sources;
        private final Scope scope;
        private final List<Set<String>> seen = new ArrayList<>();
        private final Set<String> closedKeys = new HashSet<>();
        private List<Row> openRows = new ArrayList<>();
        private String openKey;

        Pass(Mapping.Stream stream) {
            this.stream = stream;
            this.group = stream.group();
            this.sources = files.get(stream.input().name());
            this.scope = new Scope(
                    options.system(),
                    stream.lookups(),
                    stream.lookups().stream().map(this::table).toList());
            stream.emissions().forEach(_ -> seen.add(new HashSet<>()));
        }

        void run() {
            long expected = expectedRows.getOrDefault(stream.input().name(), 0L);
            if (group == null) {
                progress.phase(stream.name(), expected);
                read(row -> document(List.of(row), "line " + row.line()));
            } else if (group.contiguous()) {
                progress.phase(stream.name(), expected);
                read(this::contiguous);
                closeDocument();
            } else {
                sorted(expected);
            }
        }

        private void sorted(long expected) {
            try (DocumentSorter sorter = new DocumentSorter(options.sortMemory())) {
                progress.phase(stream.name() + ": reading", expected);
                long[] kept = {0};
                read(row -> {
                    String key = key(row);
                    if (key != null) {
                        kept[0]++;
                        sorter.add(key, row);
                    }
                });
                spills += sorter.spills();
                progress.phase(stream.name() + ": sending", kept[0]);
                sorter.documents(MOST_ROWS_OF_A_DOCUMENT, document -> {
                    document(document, shown(key(document.getFirst())));
                    progress.step(document.size());
                });
            }
        }

        private void contiguous(Row row) {
            String key = key(row);
            if (key == null) {
                return;
            }
            if (!key.equals(openKey)) {
                closeDocument();
                openKey = key;
            }
            if (openRows.size() <= MOST_ROWS_OF_A_DOCUMENT) {
                openRows.add(row);
            }
        }

        private void closeDocument() {
            if (openKey == null) {
                return;
            }
            List<Row> document = openRows;
            String key = openKey;
            openRows = new ArrayList<>();
            openKey = null;
            if (closedKeys.add(key)) {
                document(document, shown(key));
            } else {
                documents++;
                refuse(
                        document,
                        null,
                        group.keyName() + " " + shown(key) + " comes back after other rows; set"
                                + " \"contiguous: false\" in the mapping");
            }
        }

        private void read(java.util.function.Consumer<Row> take) {
            for (CsvFile source : sources) {
                source.read(stream.input(), row -> {
                    rows.merge(stream.name(), 1L, Long::sum);
                    Row judged = judge(row);
                    if (judged == null) {
                        leftOut.merge(stream.name(), 1L, Long::sum);
                    } else {
                        take.accept(judged);
                    }
                    progress.step(1);
                });
            }
        }

        /// Null when the filter leaves the row out; with a fault when that cannot be told.
        private Row judge(Row row) {
            if (row.fault() != null) {
                return row;
            }
            scope.document(List.of(row));
            try {
                return Values.isTrue(stream.where().evaluate(scope)) ? row : null;
            } catch (RowRejected | IllegalArgumentException | ArithmeticException | DateTimeException e) {
                return row.withFault(e.getMessage());
            }
        }

        /// The key of the document, or null after rejecting a row whose document cannot be told.
        private String key(Row row) {
            scope.document(List.of(row));
            try {
                StringBuilder key = new StringBuilder();
                for (Expression part : group.by()) {
                    String text = Values.text(part.evaluate(scope));
                    if (text.isEmpty()) {
                        throw new RowRejected(row, group.keyName() + " is blank");
                    }
                    key.append(key.isEmpty() ? "" : "\u0001").append(text);
                }
                return key.toString();
            } catch (RowRejected | IllegalArgumentException | ArithmeticException | DateTimeException e) {
                reject(row, row.fault() == null ? e.getMessage() : row.fault());
                return null;
            }
        }

        private static String shown(String key) {
            return key == null ? "" : key.replace('\u0001', '/');
        }

        private void document(List<Row> document, String name) {
            documents++;
            if (document.size() > MOST_ROWS_OF_A_DOCUMENT) {
                refuse(document, null, name + " has more than " + MOST_ROWS_OF_A_DOCUMENT + " rows");
                return;
            }
            for (Row row : document) {
                if (row.fault() != null) {
                    refuse(document, name, null);
                    return;
                }
            }
            try {
                scope.document(document);
                if (group != null) {
                    scope.picks = new Row[group.picks().size()];
                    for (int i = 0; i < scope.picks.length; i++) {
                        scope.picks[i] = group.picks().get(i).from(scope);
                    }
                }
                send(document);
            } catch (RowRejected e) {
                if (e.row() == null || document.size() == 1 || !document.contains(e.row())) {
                    refuse(document, null, e.getMessage());
                } else {
                    List<Row> marked = new ArrayList<>(document);
                    marked.replaceAll(row -> row == e.row() ? row.withFault(e.getMessage()) : row);
                    refuse(marked, name, null);
                }
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                refuse(document, null, e.getMessage());
            }
            handedOver.accept(documents);
        }

        private void send(List<Row> document) {
            List<ImportEvent> ready = new ArrayList<>();
            String[] onceKeys = new String[stream.emissions().size()];
            for (int i = 0; i < onceKeys.length; i++) {
                Mapping.Emission emission = stream.emissions().get(i);
                if (emission.once() != null) {
                    String key = Values.text(emission.once().evaluate(scope));
                    if (seen.get(i).contains(key)) {
                        continue;
                    }
                    if (!Values.isTrue(emission.when().evaluate(scope))) {
                        continue;
                    }
                    onceKeys[i] = key;
                } else if (!Values.isTrue(emission.when().evaluate(scope))) {
                    continue;
                }
                ready.add(factory.create(emission, scope));
            }
            for (int i = 0; i < onceKeys.length; i++) {
                if (onceKeys[i] != null) {
                    seen.get(i).add(onceKeys[i]);
                }
            }
            for (ImportEvent event : ready) {
                events.merge(event.type().name(), 1L, Long::sum);
                if (documents > options.skipDocuments()) {
                    sink.send(event);
                } else {
                    skipped++;
                }
            }
        }

        /// @param reason the reason for all rows, or null when single rows carry theirs
        private void refuse(List<Row> document, String name, String reason) {
            Row culprit = null;
            for (Row row : document) {
                if (culprit == null && row.fault() != null) {
                    culprit = row;
                }
            }
            for (Row row : document) {
                if (reason != null) {
                    reject(row, reason);
                } else if (row.fault() != null) {
                    reject(row, row.fault());
                } else {
                    reject(row, "belongs to " + name + ", which is not sent because of line " + culprit.line());
                }
            }
        }

        private void reject(Row row, String reason) {
            rejects.add(sources.get(row.file()).path(), row.line(), reason);
        }

        private Map<String, Row> table(Mapping.Lookup lookup) {
            Map<String, Row> table = new HashMap<>();
            for (CsvFile source : files.get(lookup.input().name())) {
                source.read(lookup.input(), row -> {
                    String fault = row.fault();
                    String key = null;
                    try {
                        key = Values.text(row.value(
                                lookup.keyColumn(), lookup.input().columns().get(lookup.keyColumn())));
                    } catch (RowRejected e) {
                        fault = e.getMessage();
                    }
                    if (fault == null && key.isEmpty()) {
                        fault = "the key is blank";
                    } else if (fault == null && table.putIfAbsent(key, row) != null) {
                        fault = "the key \"" + key + "\" occurs twice";
                    }
                    if (fault != null) {
                        rejects.add(source.path(), row.line(), fault);
                    }
                    if (table.size() > MOST_LOOKUP_ROWS) {
                        throw new ImportFailure(source.path() + ": a lookup input may have " + MOST_LOOKUP_ROWS
                                + " rows at most, because it is held in memory");
                    }
                });
            }
            return table;
        }
    }
}
