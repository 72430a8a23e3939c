package org.kamsuite.bench;

import java.util.stream.Collectors;

/// The figures that each ingest benchmark reports.
final class IngestFigures {

    private IngestFigures() {}

    static void found(Run run, String benchmark, Ingest ingest, CopyLimit.Outcome limit) {
        run.found(new Figure(
                benchmark,
                "events committed",
                ingest.perSecond(),
                "/s",
                "parse and COPY",
                limit.perSecond(),
                Figure.Goal.atLeast(0.5),
                "%,d events; rows an event: %s"
                        .formatted(
                                ingest.events(),
                                limit.tables().entrySet().stream()
                                        .map(each -> each.getKey() + " " + Figure.number(each.getValue()))
                                        .collect(Collectors.joining(", ")))));
        ingest.cpuSeconds()
                .forEach((component, seconds) -> run.found(Figure.alone(
                        benchmark, "processor time of " + component, seconds / ingest.events() * 1e6, "us/event", "")));
        run.found(Figure.alone(
                benchmark, "published after the last commit", ingest.publishedAfter(), "s", "outbox empty"));
    }
}
