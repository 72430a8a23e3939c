package org.kamsuite.local.imports;

/// Where events go: Kafka, a dry run, a test.
interface EventSink extends AutoCloseable {

    /// Takes an event; waits when the receiver is slower than the importer.
    ///
    /// @throws ImportFailure if this event or the connection is refused for good
    void send(ImportEvent event);

    /// Returns when everything sent so far is acknowledged.
    ///
    /// @throws ImportFailure if something was refused for good
    void flush();

    @Override
    void close();
}
