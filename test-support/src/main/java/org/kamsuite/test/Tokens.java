package org.kamsuite.test;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
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
        return expiring(Duration.ofHours(1), subject, roles);
    }

    /// A token that is good for so long.
    public static String expiring(Duration in, String subject, String... roles) {
        return Jwt.issuer("urn:kam:local")
                .subject(subject)
                .upn(subject)
                .groups(Set.of(roles))
                .expiresIn(in)
                .sign(KEYS.getPrivate());
    }

    static String publicKey() {
        return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    }

    private static KeyPair keys() {
        synchronized (System.class) {
            try {
                String known = System.getProperty("kam.test.keys");
                if (known == null) {
                    known = generated();
                    System.setProperty("kam.test.keys", known);
                }
                String[] parts = known.split(":");
                KeyFactory rsa = KeyFactory.getInstance("RSA");
                return new KeyPair(
                        rsa.generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(parts[0]))),
                        rsa.generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[1]))));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has RSA", e);
            }
        }
    }

    private static String generated() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(pair.getPublic().getEncoded())
                + ":"
                + base64.encodeToString(pair.getPrivate().getEncoded());
    }
}
