package org.kamsuite.local.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Chance that is always the same for the same name. Every document throws its own dice, so that none depends on how
/// many there are besides it.
final class Dice {

    // Its algorithm is fixed by its specification, unlike that of newer generators.
    private final Random random;

    private Dice(long seed) {
        this.random = new Random(seed);
    }

    /// The dice of that name.
    static Dice of(Object... name) {
        return new Dice(ByteBuffer.wrap(digest(name)).getLong());
    }

    /// An id made from that name (RFC 9562 version 8).
    static UUID id(Object... name) {
        ByteBuffer hash = ByteBuffer.wrap(digest(name));
        return new UUID(
                hash.getLong() & ~0xF000L | 0x8000L, hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// A whole number between the two, both included.
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    /// Normally distributed.
    double around(double mean, double deviation) {
        return mean + random.nextGaussian() * deviation;
    }

    /// Exponentially distributed: a waiting time.
    double waiting(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /// Poisson distributed: how many of something that happens that often on average.
    int count(double mean) {
        double limit = StrictMath.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] digest(Object... name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : name) {
                byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
