package org.kamsuite.relationship.strength;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kamsuite.relationship.interaction.Direction;
import org.kamsuite.relationship.interaction.InteractionKind;

class DecayTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-31");
    private static final Decay DECAY = new Decay(30, 3);

    @Test
    void theWorkedExampleComesOutExactly() {
        List<Decay.Contacts> contacts = List.of(
                contact(0, InteractionKind.MEETING, Direction.TWO_WAY),
                contact(30, InteractionKind.EMAIL, Direction.TWO_WAY),
                contact(60, InteractionKind.CALL, Direction.TWO_WAY));

        assertThat(DECAY.raw(contacts, TODAY)).isEqualTo(4.0);
        assertThat(DECAY.strength(contacts, TODAY)).isEqualTo(73.64, within(0.005));
        assertThat(Decay.shown(DECAY.strength(contacts, TODAY))).isEqualByComparingTo("73.6403");
    }

    @Test
    void oneWayInteractionsCountHalf() {
        assertThat(DECAY.raw(List.of(contact(0, InteractionKind.EMAIL, Direction.OUTBOUND)), TODAY))
                .isEqualTo(0.5);
        assertThat(DECAY.raw(List.of(contact(0, InteractionKind.MEETING, Direction.INBOUND)), TODAY))
                .isEqualTo(1.5);
    }

    @Test
    void interactionsAfterTheDayDoNotCount() {
        assertThat(DECAY.raw(List.of(contact(-1, InteractionKind.VISIT, Direction.TWO_WAY)), TODAY))
                .isZero();
        assertThat(DECAY.strength(List.of(), TODAY)).isZero();
    }

    @Test
    void aMeetingCoversForFortyFourDaysByTheDefaults() {
        List<Decay.Contacts> meeting = List.of(contact(0, InteractionKind.MEETING, Direction.TWO_WAY));

        assertThat(DECAY.strength(meeting, TODAY.plusDays(44))).isGreaterThanOrEqualTo(30);
        assertThat(DECAY.strength(meeting, TODAY.plusDays(45))).isLessThan(30);
    }

    @Test
    void strengthNeverRisesWithoutAnInteraction() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            List<Decay.Contacts> contacts = some(random);
            double before = Double.MAX_VALUE;
            for (int day = 0; day < 500; day++) {
                double now = DECAY.strength(contacts, TODAY.plusDays(day));
                assertThat(now).isBetween(0.0, 100.0).isLessThanOrEqualTo(before);
                before = now;
            }
        }
    }

    @Test
    void anInteractionNeverWeakensATie() {
        Random random = new Random(2);
        for (int run = 0; run < 200; run++) {
            List<Decay.Contacts> contacts = some(random);
            double before = DECAY.strength(contacts, TODAY);
            contacts.add(contact(random.nextInt(300), InteractionKind.EMAIL, Direction.OUTBOUND));
            assertThat(DECAY.strength(contacts, TODAY)).isGreaterThanOrEqualTo(before);
        }
    }

    @Test
    void theOrderOfInteractionsDoesNotMatter() {
        Random random = new Random(3);
        List<Decay.Contacts> contacts = some(random);
        double strength = DECAY.strength(contacts, TODAY);
        for (int run = 0; run < 50; run++) {
            Collections.shuffle(contacts, random);
            assertThat(DECAY.strength(contacts, TODAY)).isEqualTo(strength, within(1e-9));
        }
    }

    @Test
    void whatIsLeftOutAfterTwelveHalfLivesIsNegligible() {
        assertThat(DECAY.windowDays()).isEqualTo(360);
        assertThat(DECAY.strength(3 * Math.pow(2, -12))).isLessThan(0.03);
    }

    private static List<Decay.Contacts> some(Random random) {
        List<Decay.Contacts> contacts = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            contacts.add(contact(
                    random.nextInt(400),
                    InteractionKind.values()[random.nextInt(InteractionKind.values().length)],
                    Direction.values()[random.nextInt(Direction.values().length)]));
        }
        return contacts;
    }

    private static Decay.Contacts contact(int daysAgo, InteractionKind kind, Direction direction) {
        return new Decay.Contacts(TODAY.minusDays(daysAgo), kind, direction, 1);
    }
}
