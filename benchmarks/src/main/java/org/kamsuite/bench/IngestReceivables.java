package org.kamsuite.bench;

import java.time.Duration;

/// How fast receivables-service takes in invoices and payments.
final class IngestReceivables implements Benchmark {

    @Override
    public String name() {
        return "ingest-receivables";
    }

    @Override
    public String about() {
        return "invoices and payments through Kafka into receivables-service, against parsing and COPY of the same rows";
    }

    @Override
    public void measure(Run run) throws Exception {
        ReceivablesStage stage = ReceivablesStage.of(run);
        Ingest ingest = stage.enlarge();
        CopyLimit.Outcome limit = new CopyLimit(run, stage.suite(), stage.database(), ingest).measure(stage.taken());
        IngestFigures.found(run, name(), ingest, limit);
        run.found(new Figure(
                name(),
                "events committed",
                ingest.perSecond(),
                "/s",
                "one message a transaction",
                OneByOne.perSecond(stage.database(), stage.books(), Duration.ofSeconds(run.quick() ? 5 : 15)),
                Figure.Goal.atLeast(15),
                "through Hibernate, without Kafka, orders and outbox"));
    }
}
