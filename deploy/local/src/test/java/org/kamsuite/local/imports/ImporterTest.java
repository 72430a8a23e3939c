package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.InvoiceIssued;

class ImporterTest {
    private static final String HEADER = "No,Customer,Day,Sku,Quantity,Price,State\n";

    @TempDir
    Path folder;

    private static Mapping mapping(String group) {
        return MappingReader.read("test.yaml", """
                name: test
                system: erp
                input:
                  columns:
                    no: No
                    customer: Customer
                    day: {from: Day, type: date, formats: [yyyy-MM-dd]}
                    sku: Sku
                    quantity: {from: Quantity, type: decimal}
                    price: {from: Price, type: decimal}
                    state: State
                streams:
                  - name: invoices
                    where: state != 'draft'
                    group: %s
                    customer: ${customer}
                    time: ${day}
                    emit:
                      - event: erp.customer.registered.v1
                        once: customer
                        data: {name: "Customer ${customer}", country: DE, currency: EUR}
                      - event: erp.invoice.issued.v1
                        when: sum(quantity * price) > 0
                        data:
                          invoiceNumber: ${no}
                          issueDate: ${day}
                          dueDate: ${day + 14}
                          currency: EUR
                          netAmount: ${sum(quantity * price)}
                          taxAmount: "0"
                          payableAmount: ${sum(quantity * price)}
                          lines:
                            each: row
                            where: quantity != 0
                            item:
                              line: ${index}
                              sku: ${sku}
                              quantity: ${quantity}
                              unitPrice: ${price}
                              netAmount: ${quantity * price}
                      - event: erp.credit-note.issued.v1
                        when: sum(quantity * price) < 0
                        data:
                          creditNoteNumber: ${no}
                          issueDate: ${day}
                          currency: EUR
                          payableAmount: ${-sum(quantity * price)}
                """.formatted(group));
    }

    private static final Mapping SORTED = mapping("{by: no}");
    private static final Mapping CONTIGUOUS = mapping("{by: no, contiguous: true}");

    private Imported run(Mapping mapping, String rows) {
        return Imported.run(mapping, folder, Imported.file(folder, "in.csv", HEADER + rows));
    }

    @Test
    void rowsOfOneNumberBecomeOneDocumentWhereverTheyStand() {
        Imported imported = run(SORTED, """
                1,c1,2024-01-05,A,2,10.005,ok
                2,c1,2024-01-06,B,1,7,ok
                1,c1,2024-01-05,C,1,1,ok
                1,c1,2024-01-05,C,1,1,ok
                1,c1,2024-01-05,D,0,1,ok
                """);

        assertThat(imported.names())
                .containsExactly("erp.customer.registered.v1 c1", "erp.invoice.issued.v1 1", "erp.invoice.issued.v1 2");
        InvoiceIssued invoice = imported.of(InvoiceIssued.class).getFirst();
        assertThat(invoice.netAmount()).isEqualTo(new BigDecimal("22.010"));
        assertThat(invoice.dueDate()).isEqualTo("2024-01-19");
        assertThat(invoice.lines()).extracting(line -> line.line() + line.sku()).containsExactly("1A", "2C", "3C");
        assertThat(imported.rejectedRows()).isZero();
    }

    @Test
    void negativeDocumentsBecomeCreditNotesAndEmptyOnesNothing() {
        Imported imported = run(SORTED, """
                1,c1,2024-01-05,A,-2,10,ok
                2,c1,2024-01-05,A,1,0,ok
                3,c1,2024-01-05,A,1,1,draft
                """);

        assertThat(imported.of(CreditNoteIssued.class))
                .singleElement()
                .satisfies(note -> assertThat(note.payableAmount()).isEqualByComparingTo("20"));
        assertThat(imported.of(InvoiceIssued.class)).isEmpty();
        assertThat(imported.summary().leftOut()).containsEntry("invoices", 1L);
    }

    @Test
    void aCustomerComesOnceAndBeforeItsFirstDocument() {
        Imported imported = run(SORTED, """
                1,c1,2024-01-05,A,1,1,ok
                2,c2,2024-01-05,A,1,1,ok
                3,c1,2024-01-05,A,1,1,ok
                """);

        assertThat(imported.names())
                .containsExactly(
                        "erp.customer.registered.v1 c1",
                        "erp.invoice.issued.v1 1",
                        "erp.customer.registered.v1 c2",
                        "erp.invoice.issued.v1 2",
                        "erp.invoice.issued.v1 3");
        assertThat(imported.events().getFirst().key()).isEqualTo("erp:c1");
    }

    @Test
    void aBadRowTakesItsWholeDocumentWithItAndNothingElse() {
        Imported imported = run(SORTED, """
                1,c1,2024-01-05,A,1,1,ok
                2,c1,2024-13-05,A,1,1,ok
                1,c1,2024-01-05,B,many,1,ok
                3,c1,2024-01-05,A,1,1,ok
                1,c1,2024-01-05,C,1,1,ok
                """);

        assertThat(imported.names()).containsExactly("erp.customer.registered.v1 c1", "erp.invoice.issued.v1 3");
        assertThat(imported.rejectedRows()).isEqualTo(4);
        assertThat(imported.rejects().lines())
                .contains(
                        "file,line,reason",
                        "in.csv,4,\"column Quantity: \"\"many\"\" is not a number\"",
                        "in.csv,2,\"belongs to 1, which is not sent because of line 4\"",
                        "in.csv,6,\"belongs to 1, which is not sent because of line 4\"",
                        "in.csv,3,\"column Day: \"\"2024-13-05\"\" is not a date of the format given for this column\"");
    }

    @Test
    void aRowWithAFieldTooManySpoilsTheDocumentItNames() {
        Imported imported = run(SORTED, """
                1,c1,2024-01-05,A,1,1,ok
                1,c1,2024-01-05,Screws, brass,1,1,ok
                """);

        assertThat(imported.events()).isEmpty();
        assertThat(imported.rejects()).contains("in.csv,3,\"has 8 fields, the header has 7\"");
    }

    @Test
    void whatBreaksTheContractIsRejectedWithTheReason() {
        Imported imported = run(SORTED, """
                1,,2024-01-05,A,1,1,ok
                2,c1,2024-01-05,,1,1,ok
                ,c1,2024-01-05,A,1,1,ok
                3,c1,,A,1,1,ok
                """);

        assertThat(imported.events()).isEmpty();
        assertThat(imported.rejects())
                .contains("in.csv,2,erp.customer.registered.v1: the customer number is blank")
                .contains("in.csv,3,erp.invoice.issued.v1: lines[0].sku: is missing")
                .contains("in.csv,4,no is blank")
                .contains("in.csv,5,erp.customer.registered.v1: the time of the event is blank");
    }

    @Test
    void aRejectedDocumentDoesNotCountAsTheFirstOfItsCustomer() {
        Imported imported = run(SORTED, """
                1,c1,2024-01-05,,1,1,ok
                2,c1,2024-01-05,A,1,1,ok
                """);

        assertThat(imported.names()).containsExactly("erp.customer.registered.v1 c1", "erp.invoice.issued.v1 2");
    }

    @Test
    void contiguousDocumentsNeedNoSortingAndKeepTheOrderOfTheFile() {
        Imported imported = run(CONTIGUOUS, """
                9,c1,2024-01-05,A,1,1,ok
                9,c1,2024-01-05,A,1,1,ok
                8,c1,2024-01-05,A,1,1,ok
                9,c1,2024-01-05,A,1,1,ok
                """);

        assertThat(imported.names())
                .containsExactly("erp.customer.registered.v1 c1", "erp.invoice.issued.v1 9", "erp.invoice.issued.v1 8");
        assertThat(imported.rejects()).contains("in.csv,5,\"no 9 comes back after other rows");
    }

    @Test
    void aTinyMemoryBudgetChangesNothing() {
        List<String> lines = IntStream.range(0, 2_000)
                .mapToObj(i -> (i % 97) + ",c" + (i % 97 % 5) + ",2024-01-05,A" + i + ",1,1.5,ok")
                .collect(Collectors.toList());
        Collections.shuffle(lines, new java.util.Random(7));
        String file = Imported.file(folder, "big.csv", HEADER + String.join("\n", lines));

        Imported inMemory = Imported.run(SORTED, folder, file);
        Imported onDisk = Imported.run(SORTED, folder, new Importer.Options("erp", 5_000, 0), file);

        assertThat(onDisk.summary().spills()).isGreaterThan(10);
        assertThat(inMemory.summary().spills()).isZero();
        assertThat(ids(onDisk)).isEqualTo(ids(inMemory)).hasSize(97 + 5);
    }

    private static List<String> ids(Imported imported) {
        return imported.events().stream().map(event -> event.id().toString()).toList();
    }

    @Test
    void theSameFileGivesTheSameIdsAndOtherContentOthers() {
        String rows = "1,c1,2024-01-05,A,1,1,ok\n";
        List<String> first = ids(run(SORTED, rows));

        assertThat(ids(run(SORTED, rows))).isEqualTo(first);
        assertThat(ids(run(SORTED, rows.replace(",A,", ",B,"))))
                .hasSize(2)
                .element(1)
                .isNotIn(first);
        assertThat(ids(Imported.run(
                        SORTED,
                        folder,
                        new Importer.Options("other", 1_000_000, 0),
                        Imported.file(folder, "in.csv", HEADER + rows))))
                .doesNotContainAnyElementsOf(first);
        // Pinned: another id for the same document would make every file a new one.
        assertThat(first.get(1)).isEqualTo("f2289523-14ea-84d4-bbab-43279bd69964");
    }

    @Test
    void aRestartSkipsWhatWasAcknowledgedAndSendsTheRest() {
        String rows = """
                1,c1,2024-01-05,A,1,1,ok
                2,c2,2024-01-05,A,x,1,ok
                3,c1,2024-01-05,A,1,1,ok
                """;
        String file = Imported.file(folder, "in.csv", HEADER + rows);
        Imported rest = Imported.run(SORTED, folder, new Importer.Options("erp", 1_000_000, 2), file);

        assertThat(rest.names()).containsExactly("erp.invoice.issued.v1 3");
        assertThat(rest.summary().skipped()).isEqualTo(2);
        assertThat(rest.summary().events()).containsEntry("erp.invoice.issued.v1", 2L);
        assertThat(rest.rejectedRows()).isOne();
    }

    @Test
    void severalFilesOfOneInputAreOneImport() {
        Imported imported = Imported.run(
                SORTED,
                folder,
                Imported.file(folder, "a.csv", HEADER + "1,c1,2024-01-05,A,1,1,ok\n"),
                Imported.file(folder, "b.csv", HEADER + "1,c1,2024-01-05,B,1,2,ok\n2,c1,2024-01-05,B,x,2,ok\n"));

        assertThat(imported.of(InvoiceIssued.class))
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.payableAmount()).isEqualByComparingTo("3"));
        assertThat(imported.rejects()).contains("b.csv,3,");
    }

    @Test
    void missingFilesAreNamed() {
        Mapping several = MappingReader.load("northwind");

        assertThatThrownBy(() -> FileArguments.assign(SORTED, List.of("/nowhere/x.csv")))
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> FileArguments.assign(several, List.of(Imported.file(folder, "orders.csv", ""))))
                .hasMessageContaining("also needs: customers.csv, order_details.csv");
        assertThatThrownBy(() -> FileArguments.assign(several, List.of(Imported.file(folder, "x.csv", ""))))
                .hasMessageContaining("orders=");
        assertThatThrownBy(() -> FileArguments.assign(SORTED, List.of(folder.toString())))
                .hasMessageContaining("is a folder");
    }
}
