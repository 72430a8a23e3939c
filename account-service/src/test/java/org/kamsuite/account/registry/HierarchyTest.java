package org.kamsuite.account.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;

class HierarchyTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);

    private final Hierarchy hierarchy = new Hierarchy();

    private static ParentRef link(UUID parent, LocalDate from, LocalDate to) {
        return new ParentRef(ParentType.LEGAL, parent, from, to);
    }

    @Test
    void aChainHasNoCycle() {
        hierarchy.put(A, List.of(link(B, null, null)));
        hierarchy.put(B, List.of(link(C, null, null)));

        assertThat(hierarchy.hasCycleAt(A)).isFalse();
        assertThat(hierarchy.hasCycleAt(B)).isFalse();
    }

    @Test
    void anAccountCannotBelongToItself() {
        hierarchy.put(A, List.of(link(A, null, null)));

        assertThat(hierarchy.hasCycleAt(A)).isTrue();
    }

    @Test
    void aLinkThatClosesARingIsACycleForEachInIt() {
        hierarchy.put(A, List.of(link(B, null, null)));
        hierarchy.put(B, List.of(link(C, null, null)));
        hierarchy.put(C, List.of(link(A, JULY, null)));

        assertThat(List.of(A, B, C)).allMatch(hierarchy::hasCycleAt);
    }

    @Test
    void linksThatNeverHoldAtTheSameTimeMakeNoCycle() {
        hierarchy.put(A, List.of(link(B, null, JULY)));
        hierarchy.put(B, List.of(link(A, JULY, null)));

        assertThat(hierarchy.hasCycleAt(A)).isFalse();
        assertThat(hierarchy.hasCycleAt(B)).isFalse();
    }

    @Test
    void oneCommonDayIsEnoughForACycle() {
        hierarchy.put(A, List.of(link(B, null, JULY.plusDays(1))));
        hierarchy.put(B, List.of(link(A, JULY, null)));

        assertThat(hierarchy.hasCycleAt(A)).isTrue();
    }

    @Test
    void aLongChainEnds() {
        for (int i = 0; i < 20_000; i++) {
            hierarchy.put(new UUID(1, i), List.of(link(new UUID(1, i + 1), null, null)));
        }

        assertThat(hierarchy.hasCycleAt(new UUID(1, 0))).isFalse();
    }

    @Test
    void legalParentsMayNotOverlapButMayFollowEachOther() {
        assertThat(LinkRules.breach(List.of(link(A, null, JULY), link(B, JULY, null))))
                .isNull();
        assertThat(LinkRules.breach(List.of(link(A, null, JULY), link(B, JULY.minusDays(1), null))))
                .extracting(LinkRules.Breach::rule)
                .isEqualTo("legal-parents-overlap");
    }

    @Test
    void buyingGroupsMayOverlap() {
        assertThat(LinkRules.breach(List.of(
                        new ParentRef(ParentType.BUYING_GROUP, A, null, null),
                        new ParentRef(ParentType.BUYING_GROUP, B, null, null))))
                .isNull();
    }

    @Test
    void aLinkHoldsAtLeastADay() {
        assertThat(LinkRules.breach(List.of(link(A, JULY, JULY))))
                .extracting(LinkRules.Breach::rule)
                .isEqualTo("link-interval-empty");
    }
}
