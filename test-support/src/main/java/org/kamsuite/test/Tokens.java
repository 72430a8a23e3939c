package org.kamsuite.test;

import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

/// Bearer tokens that the service under test accepts.
public final class Tokens {

    // A system property carries the key over class loaders: Quarkus loads test resources and tests in different ones.
    private static final KeyPair KEYS = keys();

    private Tokens() {}

    /// A token of a subject with these roles.
    public static String of(String subject, String... roles) {
        return Jwt.issuer("urn:kam:local")
                .subject(subject)
                .upn(subject)
                .groups(Set.of(roles))
                .expiresIn(Duration.ofHours(1))
                .sign(KEYS.getPrivate());
    }

    static String publicKey() {
        return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    }

    private static KeyPair keys() {
        synchronized (System.class) {
            Object known = System.getProperties().get("kam.test.keys");
            if (known instanceof KeyPair pair) {
                return pair;
            }
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                KeyPair pair = generator.generateKeyPair();
                System.getProperties().put("kam.test.keys", pair);
                return pair;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has RSA", e);
            }
        }
    }
}
