package org.kamsuite.account.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kamsuite.account.erp.Customers.changed;
import static org.kamsuite.account.erp.Customers.ref;
import static org.kamsuite.account.erp.Customers.registered;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kamsuite.account.erp.CustomerHistory.Span;

class CustomerHistoryTest {

    private static List<Span> parents(CustomerFact... facts) {
        return CustomerHistory.of(List.of(facts)).parents(ZoneOffset.UTC);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void theFirstParentHasAlwaysBeenTheParent() {
        assertThat(parents(registered("c", 0, "2026-03-01", "p"))).containsExactly(new Span(ref("p"), null, null));
    }

    @Test
    void anotherParentEndsTheLinkOnTheDayOfTheChange() {
        assertThat(parents(registered("c", 0, "2026-03-01", "p"), changed("c", 1, "2026-07-01", "q")))
                .containsExactly(
                        new Span(ref("p"), null, day("2026-07-01")), new Span(ref("q"), day("2026-07-01"), null));
    }

    @Test
    void aChangeThatKeepsTheParentKeepsTheLink() {
        assertThat(parents(registered("c", 0, "2026-03-01", "p"), changed("c", 1, "2026-07-01", "p")))
                .containsExactly(new Span(ref("p"), null, null));
    }

    @Test
    void aChangeWithoutParentEndsTheLink() {
        assertThat(parents(
                        registered("c", 0, "2026-03-01", "p"),
                        changed("c", 1, "2026-07-01", null),
                        changed("c", 2, "2026-09-01", "p")))
                .containsExactly(
                        new Span(ref("p"), null, day("2026-07-01")), new Span(ref("p"), day("2026-09-01"), null));
    }

    @Test
    void aHigherRevisionReplacesWhatLowerOnesSaidOfItsDays() {
        assertThat(parents(
                        registered("c", 0, "2026-03-01", "p"),
                        changed("c", 1, "2026-09-01", "q"),
                        changed("c", 2, "2026-07-01", "r")))
                .containsExactly(
                        new Span(ref("p"), null, day("2026-07-01")), new Span(ref("r"), day("2026-07-01"), null));
    }

    @Test
    void twoChangesOnOneDayLeaveTheLastOne() {
        assertThat(parents(
                        registered("c", 0, "2026-03-01", "p"),
                        changed("c", 1, "2026-07-01", "q"),
                        changed("c", 2, "2026-07-01", "r")))
                .containsExactly(
                        new Span(ref("p"), null, day("2026-07-01")), new Span(ref("r"), day("2026-07-01"), null));
    }

    @Test
    void aCustomerThatNamesItselfHasNoParent() {
        assertThat(parents(registered("c", 0, "2026-03-01", "c"))).isEmpty();
    }

    @Test
    void changesWithoutRevisionAreOrderedByTheirTime() {
        CustomerHistory history = CustomerHistory.of(List.of(
                changed("c", 0, "2026-08-01", "r"),
                registered("c", 0, "2026-03-01", "p"),
                changed("c", 0, "2026-07-01", "q")));

        assertThat(history.latest().parent()).isEqualTo(ref("r"));
        assertThat(history.parents(ZoneOffset.UTC)).hasSize(3);
    }

    @Test
    void theSameDocumentWithTheSameContentIsKnown() {
        CustomerHistory history = CustomerHistory.of(List.of(registered("c", 3, "2026-03-01", "p")));

        assertThat(history.with(registered("c", 3, "2026-04-01", "p")))
                .isInstanceOf(CustomerHistory.Outcome.AlreadyKnown.class);
    }

    @Test
    void theSameDocumentWithAnotherContentIsAConflict() {
        CustomerHistory history = CustomerHistory.of(List.of(registered("c", 3, "2026-03-01", "p")));

        assertThat(history.with(registered("c", 3, "2026-04-01", "q")))
                .isInstanceOf(CustomerHistory.Outcome.Conflict.class);
    }
}
