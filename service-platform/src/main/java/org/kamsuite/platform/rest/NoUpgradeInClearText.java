package org.kamsuite.platform.rest;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/// HTTP/1.1 in clear text, HTTP/2 only where TLS agrees on it.
///
/// Java's own HTTP client offers an upgrade (h2c) with its first request of each connection. The server takes it and,
/// now and then, writes the answer while the protocol changes: frames among the body's bytes, or a body without an end.
/// Those who wrote the server advise against that upgrade.
@ApplicationScoped
public class NoUpgradeInClearText implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
