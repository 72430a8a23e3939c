package org.kamsuite.platform;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// New identities: UUIDv7, so that they sort by creation and index well.
@ApplicationScoped
public class Ids {

    private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

    public UUID next() {
        return generator.generate();
    }

    /// The identity of what an event made, the same whenever that event is taken into account: after its database was
    /// restored to an earlier moment, a service makes the same things again. A UUIDv7 of that moment.
    public static UUID of(Instant moment, String... names) {
        UUID hash = UUID.nameUUIDFromBytes(String.join("\0", names).getBytes(StandardCharsets.UTF_8));
        long high = Math.max(0, moment.toEpochMilli()) << 16 | 0x7000 | hash.getMostSignificantBits() & 0xFFF;
        long low = hash.getLeastSignificantBits() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
