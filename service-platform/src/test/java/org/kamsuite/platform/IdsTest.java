package org.kamsuite.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant MOMENT = Instant.parse("2026-03-01T10:15:30.123Z");

    @Test
    void whatAnEventMakesHasTheSameIdEachTime() {
        UUID id = Ids.of(MOMENT, "sap:1");
        assertThat(id).isEqualTo(Ids.of(MOMENT, "sap:1")).isNotEqualTo(Ids.of(MOMENT, "sap:2"));
        assertThat(Ids.of(MOMENT.plusMillis(1), "sap:1")).isNotEqualTo(id);
    }

    @Test
    void itIsAUuidOfVersionSevenOfThatMoment() {
        UUID id = Ids.of(MOMENT, "sap:1");
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(MOMENT.toEpochMilli());
    }
}
