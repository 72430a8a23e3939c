package org.kamsuite.relationship.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kamsuite.relationship.contact.ContactFunction;
import org.kamsuite.relationship.strength.Tie;
import org.kamsuite.relationship.unit.Role;

class CoverageTest {

    private static final double THETA = 30;
    private static final UUID ACCOUNT = new UUID(0, 1);
    private static final UUID UNIT = new UUID(0, 2);

    @Test
    void coverageIsTheCoveredShareOfInfluence() {
        List<Coverage.Member> members = List.of(
                member(1, "10", 80, "DE"),
                member(2, "8", 10, "DE"),
                member(3, "6", 30, "DE"),
                member(4, "4", 29.9, "DE"));

        assertThat(Coverage.of(members, THETA)).isEqualByComparingTo("0.5714285714285714");
        assertThat(Coverage.influence(members)).isEqualByComparingTo("28");
        assertThat(Coverage.coveredInfluence(members, THETA)).isEqualByComparingTo("16");
    }

    @Test
    void gapsAreSortedByInfluenceTimesWhatIsMissing() {
        List<Coverage.Member> members = List.of(
                member(1, "10", 80, "DE"), member(2, "4", 0, "DE"), member(3, "8", 10, "DE"), member(4, "8", 0, "DE"));

        List<Coverage.Member> gaps = Coverage.gaps(members, THETA);

        assertThat(gaps).extracting(Coverage.Member::contactId).containsExactly(id(4), id(3), id(2));
        assertThat(gaps.get(1).gap()).isEqualTo(7.2);
    }

    @Test
    void withoutInfluenceThereIsNoCoverage() {
        assertThat(Coverage.of(List.of(), THETA)).isNull();
        assertThat(Coverage.of(List.of(member(1, "0", 90, "DE")), THETA)).isNull();
    }

    @Test
    void entropyOfHalfAndTwoQuartersIsOneAndAHalfBits() {
        Coverage.Dispersion spread = Coverage.dispersion(
                List.of(member(1, "5", 0, "DE"), member(2, "2.5", 0, "FR"), member(3, "2.5", 0, "IT")));

        assertThat(spread.entropyBits()).isEqualTo(1.5);
        assertThat(spread.countries()).isEqualTo(3);
        assertThat(spread.functions()).isEqualTo(1);
    }

    @Test
    void entropyInOneCountryIsZeroAndUnknownCountriesAreLeftOut() {
        Coverage.Dispersion one = Coverage.dispersion(List.of(member(1, "5", 0, "DE"), member(2, "3", 0, null)));

        assertThat(one.entropyBits()).isZero();
        assertThat(1 / one.entropyBits()).isPositive();
        assertThat(one.unknownCountry()).isEqualByComparingTo("3");
        assertThat(Coverage.dispersion(List.of(member(1, "5", 0, null))).entropyBits())
                .isNull();
    }

    @Test
    void threadsAreDistinctPeopleWithATieAboveThirty() {
        List<Coverage.Member> members = List.of(
                member(1, "5", 31, "DE"), member(1, "3", 31, "DE"), member(2, "9", 30, "DE"), member(3, "1", 0, "DE"));

        assertThat(Coverage.threads(members)).isEqualTo(1);
    }

    @Test
    void completenessCountsFilledOfRequiredRoles() {
        Coverage.Unit unit = new Coverage.Unit(
                UNIT,
                ACCOUNT,
                "Bearings",
                Role.REQUIRED,
                List.of(member(1, "5", 0, "DE", Role.DECIDER, Role.APPROVER), member(2, "5", 0, "DE", Role.INITIATOR)));

        assertThat(unit.missing()).containsExactly(Role.BUYER, Role.USER, Role.INFLUENCER, Role.GATEKEEPER);
        assertThat(Coverage.completeness(List.of(unit))).isEqualByComparingTo("0.3333333333333333");
        assertThat(Coverage.completeness(List.of())).isNull();
    }

    private static Coverage.Member member(
            int contact, String influence, double strength, String country, Role... roles) {
        Tie tie = new Tie(id(contact), 0, strength, 0, null, null);
        return new Coverage.Member(
                UNIT,
                id(contact),
                ACCOUNT,
                "Contact " + contact,
                ContactFunction.PROCUREMENT,
                country,
                List.of(roles),
                new BigDecimal(influence),
                tie);
    }

    private static UUID id(int number) {
        return new UUID(1, number);
    }
}
