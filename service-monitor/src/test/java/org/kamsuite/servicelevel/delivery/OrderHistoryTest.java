package org.kamsuite.servicelevel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kamsuite.servicelevel.delivery.LineState.Standing;
import org.kamsuite.servicelevel.delivery.OrderHistory.Cancellation;
import org.kamsuite.servicelevel.delivery.OrderHistory.MovedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory.Movement;
import org.kamsuite.servicelevel.delivery.OrderHistory.OrderedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory.Promise;
import org.kamsuite.servicelevel.delivery.OrderHistory.PromisedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory.Version;

class OrderHistoryTest {

    private static final LocalDate ORDERED = LocalDate.parse("2026-01-05");

    @Test
    void aLineIsDeliveredWhenItsQuantityIsFirstReached() {
        LineState line = only(received(move(8, "1", 6), move(12, "1", 4), move(20, "1", 0)));

        assertThat(line.deliveredOn()).isEqualTo(day(12));
        assertThat(line.accepted()).isEqualByComparingTo("10");
        assertThat(line.inFull()).isTrue();
        assertThat(line.measuredAt()).isEqualTo(MeasuredAt.RECEIPT);
    }

    @Test
    void anIncompleteLineIsDeliveredOnTheDayOfItsLastDelivery() {
        LineState line = only(received(move(8, "1", 6), move(12, "1", 3)));

        assertThat(line.deliveredOn()).isEqualTo(day(12));
        assertThat(line.inFull()).isFalse();
    }

    @Test
    void tooMuchIsNotInFull() {
        LineState line = only(received(move(8, "1", 11)));

        assertThat(line.deliveredOn()).isEqualTo(day(8));
        assertThat(line.inFull()).isFalse();
    }

    @Test
    void rejectedAndWrongItemsAreDeliveredButNotAccepted() {
        Movement rejected = movement(8, new MovedLine("1", null, new BigDecimal("10"), new BigDecimal("7")));
        Movement wrong = movement(9, new MovedLine("1", "B-2", new BigDecimal("3"), new BigDecimal("3")));

        LineState line = only(received(rejected, wrong));

        assertThat(line.accepted()).isEqualByComparingTo("7");
        assertThat(line.deliveredOn()).isEqualTo(day(9));
        assertThat(line.inFull()).isFalse();
    }

    @Test
    void despatchesCountOnlyWhereAnOrderHasNoReceipt() {
        OrderHistory despatched =
                new OrderHistory(List.of(placed()), List.of(), List.of(), List.of(move(7, "1", 10)), List.of());
        OrderHistory received = new OrderHistory(
                List.of(placed()), List.of(), List.of(), List.of(move(7, "1", 10)), List.of(move(9, "1", 10)));

        assertThat(only(despatched).measuredAt()).isEqualTo(MeasuredAt.DESPATCH);
        assertThat(only(despatched).deliveredOn()).isEqualTo(day(7));
        assertThat(only(received).deliveredOn()).isEqualTo(day(9));
    }

    @Test
    void whatIsNotDeliveredIsNotLateButUnknown() {
        LineState line = only(received());

        assertThat(line.deliveredOn()).isNull();
        assertThat(line.measuredAt()).isNull();
        assertThat(line.accepted()).isZero();
    }

    @Test
    void theSellersChangeKeepsTheRequestedDateAndTheBuyersMovesIt() {
        assertThat(only(changed(true)).requestedOn()).isEqualTo(day(10));
        assertThat(only(changed(false)).requestedOn()).isEqualTo(day(20));
        assertThat(only(changed(false)).firstRequestedOn()).isEqualTo(day(10));
        assertThat(only(changed(false)).ordered()).isEqualByComparingTo("5");
    }

    private static OrderHistory changed(boolean bySeller) {
        Version change = new Version(
                ORDERED, bySeller, List.of(new OrderedLine("1", "A-1", "EA", new BigDecimal("5"), day(20))));
        return new OrderHistory(List.of(placed(), change), List.of(), List.of(), List.of(), List.of());
    }

    @Test
    void promisesAreKeptFirstAndLast() {
        List<Promise> promises = List.of(
                promise(false, day(11)), promise(false, null), promise(false, day(14)), promise(false, day(13)));

        LineState line = only(new OrderHistory(List.of(placed()), promises, List.of(), List.of(), List.of()));

        assertThat(line.firstPromisedOn()).isEqualTo(day(11));
        assertThat(line.lastPromisedOn()).isEqualTo(day(13));
    }

    @Test
    void theLastConfirmationDecidesWhetherALineIsRefused() {
        List<Promise> refused = List.of(promise(false, day(11)), promise(true, null));
        List<Promise> taken = List.of(promise(true, null), promise(false, day(11)));

        assertThat(only(new OrderHistory(List.of(placed()), refused, List.of(), List.of(), List.of()))
                        .standing())
                .isEqualTo(Standing.REFUSED);
        assertThat(only(new OrderHistory(List.of(placed()), taken, List.of(), List.of(), List.of()))
                        .standing())
                .isEqualTo(Standing.OPEN);
    }

    @Test
    void cancelledAndLeftOutLinesAreOut() {
        Version two = new Version(ORDERED, false, List.of(line("1"), line("2")));
        Version one = new Version(ORDERED, false, List.of(line("2")));

        OrderHistory leftOut = new OrderHistory(List.of(two, one), List.of(), List.of(), List.of(), List.of());
        OrderHistory partly =
                new OrderHistory(List.of(two), List.of(), List.of(new Cancellation(Set.of("1"))), List.of(), List.of());
        OrderHistory wholly =
                new OrderHistory(List.of(two), List.of(), List.of(new Cancellation(Set.of())), List.of(), List.of());

        assertThat(leftOut.lines()).extracting(LineState::standing).containsExactly(Standing.CANCELLED, Standing.OPEN);
        assertThat(partly.lines()).extracting(LineState::standing).containsExactly(Standing.CANCELLED, Standing.OPEN);
        assertThat(wholly.lines()).extracting(LineState::standing).containsOnly(Standing.CANCELLED);
    }

    @Test
    void deliveriesWithoutTheirOrderHaveNoLines() {
        assertThat(new OrderHistory(List.of(), List.of(), List.of(), List.of(move(7, "1", 10)), List.of()).lines())
                .isEmpty();
    }

    @Test
    void theOrderInWhichMovementsAreKnownDoesNotMatter() {
        List<Movement> movements = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            movements.add(move(6 + i, "1", i % 3));
        }
        LineState expected = only(received(movements.toArray(Movement[]::new)));
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            Collections.shuffle(movements, random);
            assertThat(only(received(movements.toArray(Movement[]::new)))).isEqualTo(expected);
        }
    }

    private static OrderHistory received(Movement... receipts) {
        return new OrderHistory(List.of(placed()), List.of(), List.of(), List.of(), List.of(receipts));
    }

    private static LineState only(OrderHistory history) {
        return history.lines().getFirst();
    }

    private static Version placed() {
        return new Version(ORDERED, false, List.of(line("1")));
    }

    private static OrderedLine line(String number) {
        return new OrderedLine(number, "A-1", "EA", new BigDecimal("10"), day(10));
    }

    private static Promise promise(boolean refused, LocalDate on) {
        return new Promise(List.of(new PromisedLine("1", refused, on)));
    }

    private static Movement move(int day, String line, int quantity) {
        return movement(day, new MovedLine(line, null, BigDecimal.valueOf(quantity), BigDecimal.valueOf(quantity)));
    }

    private static Movement movement(int day, MovedLine line) {
        return new Movement("D-" + day, day(day).atTime(12, 0).toInstant(ZoneOffset.UTC), day(day), List.of(line));
    }

    private static LocalDate day(int ofJanuary) {
        return LocalDate.of(2026, 1, ofJanuary);
    }
}
