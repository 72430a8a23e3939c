package org.kamsuite.local.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIssuerTest {

    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    @TempDir
    Path keys;

    private final JsonMapper json = new JsonMapper();

    @Test
    void aTokenCarriesItsClaims() throws Exception {
        var token = issuer().token("erika", List.of(LocalRole.KAM_DIRECTOR, LocalRole.VIEWER), Duration.ofDays(2));

        var header = json.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]));
        assertThat(header.get("alg").asText()).isEqualTo("RS256");
        var claims = json.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(claims.get("iss").asText()).isEqualTo("urn:kam:local");
        assertThat(claims.get("sub").asText()).isEqualTo("erika");
        assertThat(claims.get("upn").asText()).isEqualTo("erika");
        assertThat(claims.get("groups")).hasToString("[\"kam-director\",\"viewer\"]");
        assertThat(claims.get("iat").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.get("exp").asLong())
                .isEqualTo(NOW.plus(Duration.ofDays(2)).getEpochSecond());
        assertThat(claims.get("jti").asText()).isNotBlank();
    }

    @Test
    void thePublicKeyProvesTheSignature() throws Exception {
        var parts = issuer().token("erika", List.of(LocalRole.ADMIN), Duration.ofDays(1))
                .split("\\.");

        var signature = Signature.getInstance("SHA256withRSA");
        var pem = Files.readString(keys.resolve(LocalIssuer.PUBLIC_KEY_FILE)).replaceAll("-----[A-Z ]+-----|\\s", "");
        signature.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void keysStayTheSameAndThePrivateOneIsForItsOwnerAlone() throws Exception {
        issuer();
        var first = Files.readString(keys.resolve("private.pem"));
        issuer();
        assertThat(Files.readString(keys.resolve("private.pem"))).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("private.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void rolesAreKnownByTheirNameInATokenOnly() {
        assertThat(LocalRole.of("key-account-manager")).contains(LocalRole.KEY_ACCOUNT_MANAGER);
        assertThat(LocalRole.of("KEY_ACCOUNT_MANAGER")).isEmpty();
    }

    private LocalIssuer issuer() {
        return LocalIssuer.in(keys, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
