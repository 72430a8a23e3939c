package org.kamsuite.account.feed;

import java.util.concurrent.Semaphore;
import org.kamsuite.platform.rest.Problem;

/// Bounds what is in memory and on its way to Kafka at one time, over all requests: who comes when it is
/// full is told to come again (429), and nothing of his request was done.
final class Pressure {

    /// A share of what may be in flight; given back when the request is answered.
    interface Share extends AutoCloseable {
        @Override
        void close();
    }

    private static final int RETRY_AFTER_SECONDS = 1;

    private final Semaphore kibibytes;
    private final Semaphore events;
    private final int allKibibytes;

    Pressure(int mostBytes, int mostEvents) {
        this.allKibibytes = mostBytes / 1024;
        this.kibibytes = new Semaphore(allKibibytes);
        this.events = new Semaphore(mostEvents);
    }

    /// Room for a body, before it is read.
    Share bytes(int bytes) {
        return take(kibibytes, Math.clamp((bytes + 1023) / 1024, 1, allKibibytes), "bytes");
    }

    /// Room for events, before they are sent.
    Share events(int count) {
        return take(events, count, "events");
    }

    long bytesInFlight() {
        return 1024L * (allKibibytes - kibibytes.availablePermits());
    }

    private static Share take(Semaphore room, int permits, String what) {
        if (!room.tryAcquire(permits)) {
            throw Problem.tooManyRequests(
                    "Too many " + what + " of other requests are on their way to Kafka; nothing of this one was taken.",
                    RETRY_AFTER_SECONDS);
        }
        return () -> room.release(permits);
    }
}
