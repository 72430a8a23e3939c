package org.kamsuite.relationship.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MembershipTest {

    @Test
    void equalNumbersAndRolesAreEqualHoweverTheyAreWritten() {
        assertThat(of("1E+1", null, null, Role.BUYER, Role.USER))
                .isEqualTo(of("10.00", null, null, Role.USER, Role.BUYER, Role.USER));
        assertThat(of("1E+1", null, null, Role.BUYER).influence().toString()).isEqualTo("10");
    }

    @Test
    void membershipsThatFollowEachOtherDoNotOverlap() {
        Membership first = of("5", null, "2026-01-01", Role.USER);
        Membership second = of("5", "2026-01-01", null, Role.BUYER);

        assertThat(first.overlaps(second)).isFalse();
        assertThat(second.overlaps(first)).isFalse();
        assertThat(first.overlaps(of("5", "2025-12-31", "2026-06-01", Role.USER)))
                .isTrue();
        assertThat(first.overlaps(of("5", null, null, Role.USER))).isTrue();
    }

    private static Membership of(String influence, String from, String to, Role... roles) {
        return new Membership(
                new UUID(0, 1),
                List.of(roles),
                new BigDecimal(influence),
                null,
                from == null ? null : LocalDate.parse(from),
                to == null ? null : LocalDate.parse(to));
    }
}
