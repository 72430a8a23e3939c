package org.kamsuite.platform.rest;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Verifies bearer tokens, each at most once a minute: clients send the same one with every request, and to check its
/// signature and read its claims costs as much as a small read. A key that the issuer withdraws counts for so much
/// longer; an expired token does not.
@Alternative
@Priority(1)
@Singleton
class VerifiedTokens extends JWTCallerPrincipalFactory {

    static final Duration TRUST = Duration.ofMinutes(1);

    /// Tokens that are remembered; with more of them than that all are forgotten.
    static final int MOST = 5_000;

    private record Verified(JWTCallerPrincipal principal, JWTAuthContextInfo by, Instant until) {}

    private final Map<String, Verified> verified = new ConcurrentHashMap<>();
    private final Clock clock;
    private final JWTCallerPrincipalFactory verifier;

    @Inject
    VerifiedTokens(Clock clock) {
        this(clock, new DefaultJWTCallerPrincipalFactory());
    }

    VerifiedTokens(Clock clock, JWTCallerPrincipalFactory verifier) {
        this.clock = clock;
        this.verifier = verifier;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo by) throws ParseException {
        Instant now = clock.instant();
        Verified known = verified.get(token);
        if (known != null && known.by() == by && now.isBefore(known.until())) {
            return known.principal();
        }
        JWTCallerPrincipal principal = verifier.parse(token, by);
        if (verified.size() >= MOST) {
            verified.clear();
        }
        verified.put(token, new Verified(principal, by, until(principal, now)));
        return principal;
    }

    // A token without an end is one that the configured verification allows.
    private static Instant until(JWTCallerPrincipal principal, Instant now) {
        Instant trusted = now.plus(TRUST);
        Instant end = Instant.ofEpochSecond(principal.getExpirationTime());
        return principal.getExpirationTime() > 0 && end.isBefore(trusted) ? end : trusted;
    }
}
