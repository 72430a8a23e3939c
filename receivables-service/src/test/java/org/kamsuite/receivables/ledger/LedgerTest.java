package org.kamsuite.receivables.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    @Test
    void anInvoiceIsOpenUntilItIsPaid() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .payment("P", "2026-06-10", "100", "I", "100");
        assertThat(book.on("2026-04-30")).isEqualTo("0/0");
        assertThat(book.on("2026-05-01")).isEqualTo("100/0");
        assertThat(book.on("2026-06-09")).isEqualTo("100/0");
        assertThat(book.on("2026-06-10")).isEqualTo("0/0");
    }

    @Test
    void aPaymentBeforeTheInvoiceIsUnappliedUntilTheInvoiceDate() {
        Book book = new Book()
                .payment("P", "2026-04-10", "100", "I", "100")
                .invoice("I", "2026-05-01", "2026-05-31", "100");
        assertThat(book.on("2026-04-10")).isEqualTo("0/100");
        assertThat(book.on("2026-05-01")).isEqualTo("0/0");
    }

    @Test
    void aPaymentOfAnUnknownInvoiceIsUnapplied() {
        assertThat(new Book().payment("P", "2026-04-10", "100", "I", "60").on("2026-12-31"))
                .isEqualTo("0/100");
    }

    @Test
    void partialAndOverPaymentsLeaveTheRest() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .payment("P", "2026-05-10", "30", "I", "30")
                .payment("Q", "2026-05-20", "100", "I", "100");
        assertThat(book.on("2026-05-10")).isEqualTo("70/0");
        assertThat(book.on("2026-05-20")).isEqualTo("0/30");
    }

    @Test
    void aCreditNoteAboveTheOpenAmountClosesTheInvoiceAndTheRestStaysCredit() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .creditNote("C", "2026-05-05", "120", "I", null);
        assertThat(book.on("2026-05-05")).isEqualTo("0/20");
    }

    @Test
    void aCreditNoteWithoutReferenceIsNeverAppliedSilently() {
        Book book = new Book().invoice("I", "2026-05-01", "2026-05-31", "100").creditNote("C", "2026-05-05", "40");
        assertThat(book.on("2026-05-05")).isEqualTo("100/40");
    }

    @Test
    void aCreditNoteForSeveralInvoicesFillsThemInItsOrder() {
        Book book = new Book()
                .invoice("A", "2026-05-01", "2026-05-31", "60")
                .invoice("B", "2026-05-01", "2026-05-31", "60")
                .creditNote("C", "2026-05-05", "100", "A", null, "B", null);
        assertThat(book.on("2026-05-05")).isEqualTo("20/0");
    }

    @Test
    void aNegativeInvoiceHasTheEffectOfACreditNote() {
        String day = "2026-05-05";
        Book negative = new Book().invoice("N", day, day, "-40");
        Book creditNote = new Book().creditNote("C", day, "40");
        assertThat(negative.on(day)).isEqualTo("0/40").isEqualTo(creditNote.on(day));
    }

    @Test
    void aReversedPaymentOpensTheInvoiceAgainWithItsDueDate() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .payment("P", "2026-05-20", "100", "I", "100")
                .reversed("P", "2026-06-15");
        assertThat(book.on("2026-06-14")).isEqualTo("0/0");
        assertThat(book.on("2026-06-15")).isEqualTo("100/0");
        assertThat(book.at("2026-06-15").getFirst().daysPastDue(LocalDate.parse("2026-06-15")))
                .isEqualTo(15);
    }

    @Test
    void aPaymentThatFoundNoRoomSettlesWhatAReversalOpens() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .payment("P", "2026-05-20", "100", "I", "100")
                .payment("Q", "2026-05-21", "100", "I", "100")
                .reversed("P", "2026-06-15");
        assertThat(book.on("2026-05-21")).isEqualTo("0/100");
        assertThat(book.on("2026-06-15")).isEqualTo("0/0");
    }

    @Test
    void allocationsCountFromTheirOwnDay() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .payment("P", "2026-05-10", "100")
                .allocated("A", "P", "I", "80", "2026-05-20")
                .unallocated("U", "P", "I", "30", "2026-06-01");
        assertThat(book.on("2026-05-19")).isEqualTo("100/100");
        assertThat(book.on("2026-05-20")).isEqualTo("20/20");
        assertThat(book.on("2026-06-01")).isEqualTo("50/50");
    }

    @Test
    void aPaymentNeverSettlesMoreThanItsAmount() {
        Book book = new Book()
                .invoice("A", "2026-05-01", "2026-05-31", "100")
                .invoice("B", "2026-05-01", "2026-05-31", "100")
                .payment("P", "2026-05-10", "120", "A", "100", "B", "100");
        assertThat(book.on("2026-05-10")).isEqualTo("80/0");
    }

    @Test
    void anotherCurrencySettlesNothing() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .paymentIn("USD", "P", "2026-05-10", "100", "I", "100");
        assertThat(book.on("2026-05-10")).isEqualTo("100/0");
        assertThat(Totals.of(book.at("2026-05-10"), LocalDate.parse("2026-05-10"), _ -> 0)
                        .get("USD")
                        .unapplied())
                .isEqualByComparingTo("100");
    }

    @Test
    void aDiscountReducesTheInvoiceAndIsNoCredit() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .discounted("P", "2026-05-05", "98", "I", "2");
        assertThat(book.on("2026-05-05")).isEqualTo("0/0");
        assertThat(book.reversed("P", "2026-05-09").on("2026-05-09")).isEqualTo("100/0");
    }

    @Test
    void aPaymentAfterAWriteOffIsARecoveryNotANegativeInvoice() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .writeOff("W", "I", "100", "2026-08-01")
                .payment("P", "2026-09-01", "100", "I", "100");
        assertThat(book.on("2026-08-01")).isEqualTo("0/0");
        assertThat(book.on("2026-09-01")).isEqualTo("0/0");
        assertThat(sum(book, Cause.WRITE_OFF)).isEqualByComparingTo("-100");
        assertThat(sum(book, Cause.RECOVERY)).isEqualByComparingTo("-100");
        // bounced: nothing was recovered
        book.reversed("P", "2026-09-10");
        assertThat(book.on("2026-09-10")).isEqualTo("0/0");
        assertThat(sum(book, Cause.RECOVERY)).isEqualByComparingTo("0");
    }

    @Test
    void onlyWhatWasWrittenOffIsRecovered() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .payment("P", "2026-06-01", "30", "I", "30")
                .writeOff("W", "I", "70", "2026-08-01")
                .payment("Q", "2026-09-01", "90", "I", "90");
        assertThat(book.on("2026-09-01")).isEqualTo("0/20");
        assertThat(sum(book, Cause.RECOVERY)).isEqualByComparingTo("-70");
    }

    @Test
    void aWriteOffIsTakenBackByARevisionOverNothing() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .writeOff("W", "I", "0", "2026-09-01")
                .replacing("2026-08-01", "100", null, "2026-09-02")
                .payment("P", "2026-10-01", "100", "I", "100");
        assertThat(book.on("2026-07-31")).isEqualTo("100/0");
        assertThat(book.on("2026-08-01")).isEqualTo("0/0");
        assertThat(book.on("2026-09-01")).isEqualTo("100/0");
        assertThat(book.on("2026-10-01")).isEqualTo("0/0");
        assertThat(sum(book, Cause.RECOVERY)).isEqualByComparingTo("0");
    }

    @Test
    void aWriteOffTakenBackTwiceWasTakenBackTheFirstTime() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .writeOff("W", "I", "0", "2026-09-20")
                .replacing("2026-08-01", "100", null, "2026-09-02")
                .replacing("2026-09-01", "0", null, "2026-09-21");
        assertThat(book.on("2026-08-31")).isEqualTo("0/0");
        assertThat(book.on("2026-09-01")).isEqualTo("100/0");
    }

    // Whatever happens first: while it is written off nothing is owed, and before and after that what is not paid.
    @ParameterizedTest
    @CsvSource({
        "5,10,15,20",
        "5,10,20,15",
        "5,15,10,20",
        "10,15,5,20",
        "10,20,5,15",
        "15,20,5,10",
        "15,10,5,20",
        "5,5,5,5"
    })
    void aWriteOffItsReversalAndPaymentsOweWhatTheFactsSay(int off, int back, int paid, int bounced) {
        String month = "2026-06-%02d";
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .payment("P", month.formatted(paid), "60", "I", "60")
                .payment("Q", month.formatted(paid), "30", "I", "30")
                .reversed("Q", month.formatted(bounced))
                .writeOff("W", "I", "0", month.formatted(back))
                .replacing(month.formatted(off), "100", null, month.formatted(back));
        for (int day = 1; day <= 28; day++) {
            boolean givenUp = off <= day && day < Math.max(off, back);
            int owed = 100 - (paid <= day ? 90 : 0) + (Math.max(paid, bounced) <= day ? 30 : 0);
            assertThat(book.totals(month.formatted(day)).balance())
                    .as("day %d", day)
                    .isEqualByComparingTo(BigDecimal.valueOf(givenUp ? 0 : owed));
        }
        assertThat(sum(book, Cause.RECOVERY)).isEqualByComparingTo("0");
        assertThat(sum(book, Cause.WRITE_OFF)).isEqualByComparingTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        // amount, percent, paid: open afterwards
        "'', 99, 1/0",
        "EUR:5:1, 99, 0/0",
        "EUR:5:1, 98.99, 1.01/0",
        "EUR:0.5:1, 99, 1/0",
        "EUR:5:1:2026-06-01, 99, 1/0",
        "USD:5:1, 99, 1/0",
        "EUR:5:1, 101, 0/1"
    })
    void aShortPaymentWithinTheToleranceClosesTheInvoice(String tolerances, String paid, String expected) {
        Book book = new Book()
                .tolerating(tolerances)
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .payment("P", "2026-05-20", paid, "I", paid);
        assertThat(book.on("2026-05-19")).isEqualTo("100/0");
        assertThat(book.on("2026-05-20")).isEqualTo(expected);
    }

    @Test
    void whatWasToleratedComesBackWithTheReversalAndGivesWayToMoney() {
        Book book = new Book()
                .tolerating("EUR:5:2")
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .payment("P", "2026-05-20", "99", "I", "99");
        assertThat(sum(book, Cause.SHORT_PAYMENT)).isEqualByComparingTo("-1");
        assertThat(new Ledger(book.facts(), Tolerances.parse("EUR:5:2")).entries())
                .isEqualTo(book.entries());
        book.payment("Q", "2026-05-25", "1", "I", "1");
        assertThat(book.on("2026-05-25")).isEqualTo("0/0");
        assertThat(sum(book, Cause.SHORT_PAYMENT)).isEqualByComparingTo("0");
        book.reversed("P", "2026-06-10");
        assertThat(book.on("2026-06-10")).isEqualTo("99/0");
    }

    @Test
    void aCreditNoteLeavesItsRestOpenWhateverTheTolerance() {
        Book book = new Book()
                .tolerating("EUR:5:2")
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .creditNote("C", "2026-05-05", "99", "I", null);
        assertThat(book.on("2026-05-05")).isEqualTo("1/0");
    }

    @Test
    void anAllocationOutOfANegativeInvoiceSettlesAsOneOutOfACreditNote() {
        for (boolean negative : new boolean[] {true, false}) {
            Book book = new Book().invoice("I", "2026-05-01", "2026-05-31", "100");
            if (negative) {
                book.invoice("N", "2026-05-05", "2026-05-05", "-40");
            } else {
                book.creditNote("N", "2026-05-05", "40");
            }
            book.allocatedCredit("A", "N", "I", "30", "2026-05-10");
            assertThat(book.on("2026-05-09")).isEqualTo("100/40");
            assertThat(book.on("2026-05-10")).isEqualTo("70/10");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // due, then due anew, known on: judged on
        "2026-05-31, 2026-08-31, 2026-05-31, 2026-08-31",
        "2026-05-31, 2026-08-31, 2026-06-01, 2026-05-31",
        "2026-05-31, 2026-05-15, 2026-06-01, 2026-05-31",
        "2026-05-31, 2026-05-31, 2026-06-01, 2026-05-31"
    })
    void latenessIsJudgedOnTheTermsInForceWhenItFellDue(String due, String anew, String known, String judged) {
        Book book = new Book()
                .invoice("I", "2026-05-01", anew, "100")
                .replacing("2026-05-01", "100", due, known)
                .payment("P", "2026-07-01", "100", "I", "100");
        InstalmentHistory history = InstalmentHistory.of(book.entries()).getFirst();
        assertThat(history.dueDate()).isEqualTo(anew);
        assertThat(history.judgedDueDate()).isEqualTo(judged);
        assertThat(history.renegotiated()).isEqualTo(!anew.equals(judged));
        assertThat(book.at("2026-05-02").getFirst().judgedDueDate()).isEqualTo(judged);
    }

    private static BigDecimal sum(Book book, Cause cause) {
        return book.entries().stream()
                .filter(entry -> entry.cause() == cause)
                .map(Entry::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Worked example W15 (ERPNext's tests): 30/50/20 % at +30/+60/+90 days, 40 paid: 0, 40, 20 open.
    @Test
    void instalmentsCloseInTheOrderOfTheirDueDates() {
        Book book = new Book()
                .instalments("I", "2026-01-01", "100", "2026-03-02", "50", "2026-01-31", "30", "2026-04-01", "20")
                .payment("P", "2026-02-10", "40", "I", "40");
        assertThat(book.instalmentsOn("2026-02-10")).containsExactly("2:40", "3:20");
        assertThat(book.reversed("P", "2026-02-20").instalmentsOn("2026-02-20"))
                .containsExactly("1:30", "2:50", "3:20");
    }

    @Test
    void aDisputeIsShownWithinWhatIsOpen() {
        Book book = new Book()
                .invoice("I", "2026-05-01", "2026-05-31", "100")
                .disputed("D", "I", "80", "2026-05-10")
                .payment("P", "2026-05-20", "50", "I", "50")
                .resolved("D", "I", "80", "2026-06-10");
        assertThat(book.totals("2026-05-09").disputed()).isEqualByComparingTo("0");
        assertThat(book.totals("2026-05-10").disputed()).isEqualByComparingTo("80");
        assertThat(book.totals("2026-05-20").disputed()).isEqualByComparingTo("50");
        assertThat(book.totals("2026-06-10").disputed()).isEqualByComparingTo("0");
        assertThat(book.totals("2026-05-20").balance()).isEqualByComparingTo("50");
    }

    @ParameterizedTest
    @CsvSource({
        "-5, CURRENT",
        "0, CURRENT",
        "1, D1_TO_30",
        "30, D1_TO_30",
        "31, D31_TO_60",
        "60, D31_TO_60",
        "61, D61_TO_90",
        "90, D61_TO_90",
        "91, D91_TO_120",
        "120, D91_TO_120",
        "121, OVER_120",
        "5000, OVER_120"
    })
    void bucketsHaveTheirEnds(long days, Bucket bucket) {
        assertThat(Bucket.of(days)).isEqualTo(bucket);
    }

    /// 200 random ledgers per seed: the order of the facts does not matter, folding a document alone gives
    /// its entries, nothing is negative, and the balance is what the definitions say.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theFoldKeepsItsInvariantsWhateverTheDocuments(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            List<Fact> facts = randomBook(random).facts();
            List<Entry> entries = new Ledger(facts, TOLERANCES).entries();
            List<Fact> shuffled = new ArrayList<>(facts);
            Collections.shuffle(shuffled, random);
            assertThat(new Ledger(shuffled, TOLERANCES).entries()).isEqualTo(entries);
            for (Fact fact : facts) {
                assertThat(new Ledger(facts, TOLERANCES).entries(Set.of(fact.document())))
                        .containsExactlyElementsOf(entries.stream()
                                .filter(entry -> entry.owner() == fact.document())
                                .toList());
            }
            for (int day = 1; day <= 28; day++) {
                check(facts, entries, LocalDate.of(2026, 1, day));
            }
        }
    }

    private static void check(List<Fact> facts, List<Entry> entries, LocalDate day) {
        List<OpenItem> items = OpenItem.at(day, entries);
        assertThat(items).allSatisfy(item -> assertThat(item.amount()).isPositive());
        Totals totals = Totals.of(items, day, item -> item.daysPastDue(day)).getOrDefault(Book.EUR, new Totals());
        Set<Long> reversed = new HashSet<>();
        facts.stream()
                .filter(fact ->
                        fact.kind() == DocumentKind.REVERSAL && !fact.date().isAfter(day))
                .forEach(fact -> reversed.add(fact.lines().getFirst().source()));
        BigDecimal expected = BigDecimal.ZERO;
        for (Fact fact : facts) {
            if (fact.date().isAfter(day)) {
                continue;
            }
            expected = switch (fact.kind()) {
                case INVOICE -> expected.add(fact.amount());
                case CREDIT_NOTE -> expected.subtract(fact.amount());
                case PAYMENT -> reversed.contains(fact.document()) ? expected : expected.subtract(fact.amount());
                default -> expected;
            };
        }
        // Write-offs and discounts count as far as something is open, recoveries as far as something was written off.
        BigDecimal givenUp = entries.stream()
                .filter(entry -> !entry.date().isAfter(day))
                .filter(entry -> GIVEN_UP.contains(entry.cause()))
                .map(entry -> entry.side() == Side.OPEN
                        ? entry.amount()
                        : entry.amount().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(totals.balance()).isEqualByComparingTo(expected.add(givenUp));
        assertThat(totals.disputed()).isLessThanOrEqualTo(totals.open());
    }

    private static final Set<Cause> GIVEN_UP =
            Set.of(Cause.WRITE_OFF, Cause.DISCOUNT, Cause.SHORT_PAYMENT, Cause.RECOVERY);

    private static final Tolerances TOLERANCES = Tolerances.parse("EUR:10:20");

    private static Book randomBook(Random random) {
        Book book = new Book();
        int invoices = 1 + random.nextInt(3);
        for (int i = 0; i < invoices; i++) {
            String issued = day(random);
            if (random.nextInt(4) == 0) {
                book.instalments("I" + i, issued, "100", day(random), "70", day(random), "30");
            } else {
                book.invoice("I" + i, issued, day(random), random.nextInt(6) == 0 ? "-50" : amount(random));
            }
        }
        for (int i = 0; i < 3; i++) {
            String name = "P" + i;
            switch (random.nextInt(5)) {
                case 0 -> book.payment(name, day(random), amount(random));
                case 1 -> book.creditNote(name, day(random), amount(random), invoice(random), null);
                case 2 -> book.creditNote(name, day(random), amount(random), "I0", null, "I1", null);
                case 3 -> book.discounted(name, day(random), amount(random), invoice(random), "5");
                default ->
                    book.payment(
                            name, day(random), amount(random), "I0", amount(random), invoice(random), amount(random));
            }
            if (random.nextInt(3) == 0) {
                book.allocated("A" + i, name, invoice(random), amount(random), day(random));
            }
            if (random.nextInt(3) == 0) {
                book.unallocated("U" + i, name, invoice(random), amount(random), day(random));
            }
            if (random.nextInt(4) == 0) {
                book.reversed(name, day(random));
            }
        }
        if (random.nextInt(2) == 0) {
            book.writeOff("W", invoice(random), random.nextInt(4) == 0 ? "0" : amount(random), day(random));
            if (random.nextBoolean()) {
                book.replacing(day(random), amount(random), null, day(random));
            }
        }
        if (random.nextInt(3) == 0) {
            book.allocatedCredit("N", invoice(random), invoice(random), amount(random), day(random));
        }
        if (random.nextInt(2) == 0) {
            book.disputed("D", invoice(random), amount(random), day(random));
            book.resolved("D", "I0", "1", day(random));
        }
        return book;
    }

    private static String day(Random random) {
        return "2026-01-%02d".formatted(1 + random.nextInt(28));
    }

    private static String amount(Random random) {
        return String.valueOf(10 + 10 * random.nextInt(15));
    }

    private static String invoice(Random random) {
        return "I" + random.nextInt(3);
    }
}
