package org.kamsuite.receivables.erp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.AllocationLine;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.PaymentReceived;

class CanonicalTest {

    static Stream<EventType> types() {
        return EventType.all().stream().filter(EventType::fromErp);
    }

    /// Hashes are in the databases: a document that comes again has to have the one that it had.
    @ParameterizedTest
    @CsvSource({
        "erp.invoice.issued.v1, 0545d64020fa85f1e228e2efed86d91cedead8f54305bff7b1e81cff1d276cab",
        "erp.payment.received.v1, 09c411468878f79f9fc415fa503d116f2252dec7089762a3cc05af8d96dce05e",
        "erp.promise-to-pay.made.v1, 71c95cf73677ae75da1b6599e45c6831b09e758997e2b0389ec0caa1f3615bc1",
        "erp.order.placed.v1, 0b8caafd3120b8fec98c3db195788aef298279561bfed7e2cb2b1af0b5df342b"
    })
    void theHashesOfDocumentsStay(String type, String hash) throws IOException {
        ErpEvent document = example(EventType.of(type).orElseThrow());
        assertThat(Canonical.hash(Canonical.json(document))).isEqualTo(hash);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aHeadIsTheDocumentWithoutWhatIsKeptElsewhere(EventType type) throws IOException {
        ErpEvent document = example(type);
        ObjectNode whole = (ObjectNode) ContractJson.mapper().readTree(Canonical.json(document));
        whole.remove(Set.of("customer", "lines", "allocations", "invoices", "instalments"));
        assertThat(ContractJson.mapper().readTree(Canonical.head(document))).isEqualTo(whole);
    }

    @Test
    void equalAmountsAreWrittenAlike() {
        assertThat(Canonical.json(payment("1200.50"))).isEqualTo(Canonical.json(payment("1200.5")));
        assertThat(Canonical.json(payment("1200.50"))).isNotEqualTo(Canonical.json(payment("1200.51")));
    }

    private static PaymentReceived payment(String amount) {
        return new PaymentReceived(
                new CustomerRef("erp", "C-1"),
                0,
                "PAY-1",
                LocalDate.of(2026, 1, 2),
                new BigDecimal(amount),
                "EUR",
                List.of(new AllocationLine("INV-1", new BigDecimal(amount), null)));
    }

    private static ErpEvent example(EventType type) throws IOException {
        try (var in = EventType.class.getResourceAsStream("/examples/" + type.name() + ".json")) {
            return (ErpEvent) type.read(in.readAllBytes());
        }
    }
}
