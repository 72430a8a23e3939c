package org.kamsuite.local.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Signs bearer tokens (JWT, RS256) for a suite on this machine, with a key pair made on first use. In
/// production an OIDC provider does this.
public final class LocalIssuer {

    /// The `iss` claim of local tokens, which local services demand.
    public static final String ISSUER = "urn:kam:local";

    /// Name of the public key's PEM file in the keys folder.
    public static final String PUBLIC_KEY_FILE = "public.pem";

    private static final String PRIVATE_KEY_FILE = "private.pem";
    private static final int KEY_BITS = 2048;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final Clock clock;

    private LocalIssuer(PrivateKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /// The issuer with the keys of that folder, which are generated if there are none.
    public static LocalIssuer in(Path keys, Clock clock) {
        try {
            var privateFile = keys.resolve(PRIVATE_KEY_FILE);
            if (!Files.exists(privateFile) || !Files.exists(keys.resolve(PUBLIC_KEY_FILE))) {
                generate(keys);
            }
            var pem = Files.readString(privateFile).replaceAll("-----[A-Z ]+-----|\\s", "");
            var key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            return new LocalIssuer(key, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key in " + keys + " cannot be used", e);
        }
    }

    /// A signed token for that subject with these roles (`groups`), valid from now on for that long.
    public String token(String subject, Collection<LocalRole> roles, Duration validFor) {
        var now = clock.instant();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("sub", subject);
        claims.put("upn", subject);
        claims.put("groups", roles.stream().map(LocalRole::claim).distinct().toList());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(validFor).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        var signed = encoded(Map.of("alg", "RS256", "typ", "JWT")) + "." + encoded(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    private static String encoded(Map<String, Object> part) {
        try {
            return URL.encodeToString(JSON.writeValueAsBytes(part));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(Path keys) throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        var pair = generator.generateKeyPair();
        Files.createDirectories(keys);
        // The public key last: where it is, the private one is whole.
        write(keys.resolve(PRIVATE_KEY_FILE), "PRIVATE KEY", pair.getPrivate().getEncoded(), "rw-------");
        write(keys.resolve(PUBLIC_KEY_FILE), "PUBLIC KEY", pair.getPublic().getEncoded(), "rw-r--r--");
    }

    private static void write(Path file, String type, byte[] encoded, String permissions) throws IOException {
        var text = "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded), type);
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
