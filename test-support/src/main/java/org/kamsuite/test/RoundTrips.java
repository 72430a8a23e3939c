package org.kamsuite.test;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/// Counts the round trips of the PostgreSQL driver: each time it waits for an answer after having written.
///
/// The driver makes its sockets through this factory in tests. Counts are kept per thread, so that background threads
/// do not disturb a measurement: `RoundTrips.of(() -> …)`.
public final class RoundTrips extends SocketFactory {

    // A system property carries the counts over class loaders: the driver and the test may see two of this class.
    private static final ThreadLocal<AtomicLong> COUNT = counts();

    @SuppressWarnings("unchecked")
    private static ThreadLocal<AtomicLong> counts() {
        return (ThreadLocal<AtomicLong>) System.getProperties()
                .computeIfAbsent("kam.test.roundtrips", _ -> ThreadLocal.withInitial(AtomicLong::new));
    }

    /// How many round trips `work` makes on the calling thread. Let the transaction have its connection before: opening
    /// one takes round trips, too.
    public static long of(Runnable work) {
        long before = COUNT.get().get();
        work.run();
        return COUNT.get().get() - before;
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    private static final class CountingSocket extends Socket {

        private volatile boolean written;

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    written = true;
                    out.write(bytes, offset, length);
                }

                @Override
                public void write(int value) throws IOException {
                    written = true;
                    out.write(value);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    answered();
                    return in.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    answered();
                    return in.read(bytes, offset, length);
                }

                private void answered() {
                    if (written) {
                        written = false;
                        COUNT.get().incrementAndGet();
                    }
                }
            };
        }
    }
}
