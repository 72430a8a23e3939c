package org.kamsuite.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.PaymentReceived;

class BooksTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    @Test
    void theSameSeedMakesTheSameEvents() {
        assertThat(texts(books(1), 0, 3)).isEqualTo(texts(books(1), 0, 3));
        assertThat(texts(books(1), 0, 3)).isNotEqualTo(texts(books(2), 0, 3));
    }

    @Test
    void anAccountHasTheSameDocumentsHoweverManyAccountsThereAre() {
        assertThat(texts(books(1), 0, 10).stream().filter(text -> text.contains("\"C0000002\"")))
                .containsExactlyElementsOf(texts(books(1), 2, 3));
    }

    @Test
    void everyEventIsValidAndHasAnIdOfItsOwn() {
        List<Event> events = all(to -> books(1).trade(0, 4, to));
        assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(event -> event.type().topic())
                .contains("erp.orders", "erp.deliveries", "erp.inquiries", "erp.invoices", "erp.payments");
        events.forEach(event -> assertThat(event.type().read(event.data())).isNotNull());
    }

    @Test
    void mostInvoicesArePaidOnceAndInFull() {
        Books books = books(1);
        List<Record> documents = all(to -> books.invoicesAndPayments(0, 20, to)).stream()
                .map(event -> event.type().read(event.data()))
                .toList();
        var invoices =
                documents.stream().filter(InvoiceIssued.class::isInstance).map(InvoiceIssued.class::cast);
        var payments =
                documents.stream().filter(PaymentReceived.class::isInstance).map(PaymentReceived.class::cast);
        var owed = invoices.collect(
                java.util.stream.Collectors.toMap(InvoiceIssued::invoiceNumber, InvoiceIssued::payableAmount));
        var paid = payments.toList();
        assertThat(owed).hasSize(20 * 24);
        assertThat(paid).hasSizeBetween(20 * 20, 20 * 24 - 1).allSatisfy(payment -> {
            assertThat(payment.amount())
                    .isEqualByComparingTo(
                            owed.get(payment.allocations().getFirst().invoiceNumber()));
            assertThat(payment.valueDate()).isBeforeOrEqualTo(TODAY);
        });
    }

    private static Books books(long seed) {
        return new Books(new Chance(seed), TODAY, 24);
    }

    private static List<String> texts(Books books, int first, int end) {
        return all(to -> books.invoicesAndPayments(first, end, to)).stream()
                .map(event -> event.id() + new String(event.data(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Event> all(Consumer<Consumer<Event>> made) {
        List<Event> events = new ArrayList<>();
        made.accept(events::add);
        return events;
    }
}
