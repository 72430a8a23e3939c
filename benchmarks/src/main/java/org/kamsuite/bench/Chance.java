package org.kamsuite.bench;

import java.util.UUID;

/// Numbers that look random and are always the same for the same seed and place: documents can be made in any
/// order, and again.
///
/// @param seed of the whole run
record Chance(long seed) {

    /// A whole number between the two, both included.
    int between(int least, int most, long... place) {
        return least + (int) Long.remainderUnsigned(bits(place), most - least + 1L);
    }

    /// An id (RFC 9562 version 8).
    UUID id(long... place) {
        long high = bits(place);
        return new UUID(high & ~0xF000L | 0x8000L, mix(high ^ seed) & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }

    private long bits(long... place) {
        long hash = mix(seed);
        for (long each : place) {
            hash = mix(hash ^ each);
        }
        return hash;
    }

    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
