package org.kamsuite.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.Quarantine;
import org.kamsuite.platform.event.ReasonCode;
import org.kamsuite.platform.event.ReceivedEvent;

/// Stands for a service: notes what it gets, and fails where the document's number asks for it.
@ApplicationScoped
public class RecordingHandler implements EventHandler {

    @Inject
    Jdbi jdbi;

    @Inject
    Quarantine quarantine;

    private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    /// Where two events whose document asks for it wait for each other.
    private final CyclicBarrier meeting = new CyclicBarrier(2);

    /// From now on the processing of this document fails for no known reason.
    public void breakOn(String subject) {
        broken.add(subject);
    }

    public void mend() {
        broken.clear();
    }

    private void meet() {
        try {
            meeting.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("nobody else came", e);
        }
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        for (ReceivedEvent event : events) {
            String subject = event.subject() == null ? "" : event.subject();
            jdbi.useHandle(handle -> handle.createUpdate("insert into seen (source, id, subject) values (?, ?, ?)")
                    .bind(0, event.source())
                    .bind(1, event.id())
                    .bind(2, subject)
                    .execute());
            if (subject.startsWith("meet-")) {
                meet();
            }
            if (broken.contains(subject)) {
                throw new IllegalStateException("broken on purpose");
            }
            if (subject.startsWith("busy-") && failedOnce.add(subject)) {
                throw new IllegalStateException("wrapped", new SQLTransientException("busy on purpose"));
            }
            if (subject.startsWith("refused-")) {
                quarantine.park(event, ReasonCode.REFUSED, "refused on purpose");
            }
        }
    }
}
