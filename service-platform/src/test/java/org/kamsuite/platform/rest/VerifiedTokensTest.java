package org.kamsuite.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private final Verifier verifier = new Verifier();
    private final Watch watch = new Watch();
    private final VerifiedTokens tokens = new VerifiedTokens(watch, verifier);
    private final JWTAuthContextInfo settings = new JWTAuthContextInfo();

    @Test
    void aTokenIsVerifiedOnceAMinute() throws ParseException {
        JWTCallerPrincipal first = tokens.parse("anna", settings);
        watch.now = BEGIN.plus(VerifiedTokens.TRUST).minusMillis(1);
        assertThat(tokens.parse("anna", settings)).isSameAs(first);
        assertThat(verifier.asked).isEqualTo(1);
        watch.now = BEGIN.plus(VerifiedTokens.TRUST);
        tokens.parse("anna", settings);
        assertThat(verifier.asked).isEqualTo(2);
    }

    @Test
    void anEndedTokenIsNotTrustedFromMemory() throws ParseException {
        verifier.end = BEGIN.plusSeconds(10);
        tokens.parse("anna", settings);
        watch.now = BEGIN.plusSeconds(10);
        verifier.refuses = true;
        assertThatThrownBy(() -> tokens.parse("anna", settings)).isInstanceOf(ParseException.class);
    }

    @Test
    void anotherTokenIsVerifiedForItself() throws ParseException {
        tokens.parse("anna", settings);
        verifier.refuses = true;
        assertThatThrownBy(() -> tokens.parse("anna ", settings)).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> tokens.parse("ann", settings)).isInstanceOf(ParseException.class);
    }

    @Test
    void aRefusedTokenIsVerifiedEachTime() {
        verifier.refuses = true;
        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> tokens.parse("nonsense", settings)).isInstanceOf(ParseException.class);
            assertThat(verifier.asked).isEqualTo(i);
        }
    }

    @Test
    void whatOtherSettingsVerifiedDoesNotCount() throws ParseException {
        tokens.parse("anna", settings);
        tokens.parse("anna", new JWTAuthContextInfo());
        assertThat(verifier.asked).isEqualTo(2);
    }

    @Test
    void theMemoryIsBounded() throws ParseException {
        for (int i = 0; i <= VerifiedTokens.MOST; i++) {
            tokens.parse("token" + i, settings);
        }
        int asked = verifier.asked;
        tokens.parse("token0", settings);
        assertThat(verifier.asked).isEqualTo(asked + 1);
    }

    private static final class Verifier extends JWTCallerPrincipalFactory {

        private int asked;
        private Instant end = BEGIN.plus(Duration.ofHours(1));
        private boolean refuses;

        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo by) throws ParseException {
            asked++;
            if (refuses) {
                throw new ParseException("refused");
            }
            JwtClaims claims = new JwtClaims();
            claims.setSubject(token);
            claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
            return new DefaultJWTCallerPrincipal(token, "JWT", claims);
        }
    }

    private static final class Watch extends Clock {

        private Instant now = BEGIN;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
