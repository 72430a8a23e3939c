package org.kamsuite.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.contracts.erp.ReceivedLine;

/// What a JSON Schema cannot say: rules between fields, code lists, uniqueness.
class RulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            erp.customer.registered.v1   | /country              | "UK"  | country              | must be an ISO 3166-1 alpha-2 country code such as DE, but is "UK"
            erp.order.placed.v1          | /currency             | "QQQ" | currency             | must be an ISO 4217 currency code such as EUR, but is "QQQ"
            erp.order.placed.v1          | /shipTo/country       | "XX"  | shipTo.country       | must be an ISO 3166-1 alpha-2 country code such as DE, but is "XX"
            erp.order.placed.v1          | /lines/0/quantity     | "-5"  | lines[0].quantity    | must be greater than 0, but is -5
            erp.order.placed.v1          | /lines/0/quantity     | 40    | lines[0].quantity    | must be a decimal string such as "12.50", but is a JSON number
            erp.order.placed.v1          | /lines/0/unitPrice    | "0.1234567890123" | lines[0].unitPrice | must have at most 12 decimals, but has 13
            erp.customer.changed.v1      | /creditLimit/currency | "QQQ" | creditLimit.currency | must be an ISO 4217 currency code such as EUR, but is "QQQ"
            erp.customer.changed.v1      | /creditLimit/amount   | "-1"  | creditLimit.amount   | must not be negative, but is -1.00
            erp.customer.changed.v1      | /paymentTerms/discountDays | null | paymentTerms.discountDays | is missing, but discountPercent is there
            erp.delivery.received.v1     | /lines/0/rejected     | "41"  | lines[0].rejected    | must not be more than received (40), but is 41
            erp.invoice.issued.v1        | /netAmount            | "1000.06" | payableAmount    | must be netAmount + taxAmount - prepaidAmount = 1190.06, but is 1190.00
            erp.invoice.issued.v1        | /netAmount            | "1234567890123456" | netAmount | must have at most 15 digits before the point
            erp.invoice.issued.v1        | /netAmount            | "1000.0000001" | netAmount   | must have at most 6 decimals, but has 7
            erp.invoice.issued.v1        | /dueDate              | null  | dueDate              | is missing: exactly one of dueDate and instalments is expected
            erp.invoice.issued.v1        | /instalments          | [{"dueDate":"2026-04-01","amount":"1190.00"}] | dueDate | must not be there together with instalments
            erp.invoice.issued.v1        | /customer             | null  | customer             | is missing
            erp.invoice.issued.v1        | /issueDate            | "2026-02-30" | issueDate     | must be an ISO date such as 2026-03-31, but is "2026-02-30"
            erp.credit-note.issued.v1    | /payableAmount        | "-59.50" | payableAmount     | must be greater than 0, but is -59.50
            erp.credit-note.issued.v1    | /taxAmount            | "19.50" | payableAmount      | must be netAmount + taxAmount - prepaidAmount = 69.50, but is 59.50
            erp.payment.allocated.v1     | /paymentNumber        | "P-1" | paymentNumber        | must not be there together with creditNoteNumber
            erp.payment.allocated.v1     | /creditNoteNumber     | null  | paymentNumber        | is missing: exactly one of paymentNumber and creditNoteNumber is expected
            erp.write-off.posted.v1      | /amount               | "0"   | amount               | must be greater than 0, but is 0
            erp.write-off.posted.v2      | /amount               | "-1"  | amount               | must not be negative, but is -1
            erp.satisfaction.recorded.v1 | /score                | 11    | score                | must be between 0 and 10, but is 11
            erp.satisfaction.recorded.v1 | /scale                | "CSAT5" | score              | must be between 1 and 5, but is 8
            kam.scoring.account-scored.v1 | /rank                | 59    | rank                 | must not be more than ranked (58), but is 59
            kam.relationship.coverage-changed.v1 | /coveredMembers | 9   | coveredMembers       | must not be more than members (8), but is 9
            kam.service-level.changed.v1 | /to                   | "2026-01-04" | to            | must not be before from (2026-01-05), but is 2026-01-04
            kam.receivables.provision-changed.v1 | /allowance/currency | "USD" | allowance.currency | must be the currency of gross (EUR), but is USD
            kam.receivables.terms-changed.v1 | /discountDays      | null  | discountDays         | is missing, but discountPercent is there
            kam.receivables.payment-behaviour-changed.v1 | /index | 100.5 | index                | must be between 0 and 100, but is 100.5
            kam.account.changed.v1       | /account/parents/0/parentId | "x" | account.parents[0].parentId | must be a UUID, but is "x"
            kam.account.changed.v1       | /account/class        | "GOLD" | account.class       | must be one of REGULAR, KEY, but is "GOLD"
            """)
    void aBrokenRuleIsToldWithItsField(String type, String pointer, String value, String field, String problem)
            throws IOException {
        var document = Documents.example(type);
        set(document, pointer, Documents.JSON.readTree(value));

        var violation = refused(type, document);

        assertThat(violation.field()).isEqualTo(field);
        assertThat(violation.problem()).isEqualTo(problem);
        assertThat(violation).hasMessage(field + ": " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            erp.invoice.issued.v1     | /netAmount           | "1000.05"
            erp.invoice.issued.v1     | /dueDate             | "2026-01-01"
            erp.invoice.issued.v1     | /lines/0/unitPrice   | "-0.123456789012"
            erp.invoice.issued.v1     | /lines/0/quantity    | "-40"
            erp.order.placed.v1       | /lines/0/unitPrice   | "0"
            erp.order.confirmed.v1    | /lines/0/quantity    | "0"
            erp.order.cancelled.v1    | /lines               | []
            erp.delivery.shipped.v1   | /lines/0/quantity    | "0.000"
            erp.credit-note.issued.v1 | /invoices            | []
            erp.write-off.posted.v2   | /amount              | "12.40"
            erp.write-off.posted.v1   | /reason              | "first line\\nsecond line\\tend"
            kam.receivables.payment-behaviour-changed.v1 | /averageDaysBeyondTerms | -12.333333333333333
            kam.receivables.credit-exposure-changed.v1   | /exposure/amount        | "-5.00"
            erp.customer.changed.v1   | /name                | "Ærø Smørrebrød 東京 😀"
            """)
    void whatIsUnusualButRightPasses(String type, String pointer, String value) throws IOException {
        var document = Documents.example(type);
        set(document, pointer, Documents.JSON.readTree(value));

        assertThat(Documents.schemaErrors(EventType.of(type).orElseThrow(), document))
                .isEmpty();
        assertThat(Documents.read(EventType.of(type).orElseThrow(), document)).isNotNull();
    }

    @Test
    void instalmentsReplaceTheDueDateAndAddUp() throws IOException {
        var type = EventType.of("erp.invoice.issued.v1").orElseThrow();
        var document = Documents.example(type);
        document.remove("dueDate");
        document.set("instalments", Documents.JSON.readTree("""
                        [{"dueDate":"2026-04-01","amount":"595.00"},{"dueDate":"2026-05-01","amount":"595"}]"""));

        assertThat(Documents.schemaErrors(type, document)).isEmpty();
        assertThat(Documents.read(type, document)).isNotNull();

        ((ObjectNode) document.at("/instalments/1")).put("amount", "594.99");
        assertThat(refused(type.name(), document))
                .hasMessage("instalments: must add up to payableAmount (1190.00), but add up to 1189.99");
        ((ObjectNode) document.at("/instalments/1")).put("amount", 595);
        assertThat(refused(type.name(), document).field()).isEqualTo("instalments[1].amount");
    }

    @Test
    void aNegativeInvoicePasses() {
        var type = EventType.of("erp.invoice.issued.v1").orElseThrow();
        var document = Documents.example(type);
        document.put("netAmount", "-1000.00").put("taxAmount", "-190.00").put("payableAmount", "-1190.00");
        document.remove("prepaidAmount");

        assertThat(Documents.read(type, document)).isNotNull();
    }

    @Test
    void aLineNumberMayNotRepeatInAnOrder() {
        var document = Documents.example("erp.order.placed.v1");
        var lines = (ArrayNode) document.get("lines");
        lines.add(lines.get(0).deepCopy());

        assertThat(refused("erp.order.placed.v1", document))
                .hasMessage("lines[1].line: must be unique in the list, but \"1\" is there twice");
    }

    @Test
    void aListHasAnEnd() {
        var lines = Documents.JSON.createArrayNode();
        for (int i = 0; i <= Check.LIST_SIZE; i++) {
            lines.add(Documents.JSON.createObjectNode().put("line", Integer.toString(i)));
        }
        var document = Documents.example("erp.order.cancelled.v1");
        document.set("lines", lines);

        assertThat(refused("erp.order.cancelled.v1", document))
                .hasMessage("lines: must have at most 10000 elements, but has 10001");
    }

    @Test
    void aRecordMadeInJavaIsCheckedToo() {
        var violation = catchThrowableOfType(
                ContractViolation.class, () -> new ReceivedLine("1", BigDecimal.ONE, BigDecimal.TEN, null, null));

        assertThat(violation.within("lines[2]"))
                .hasMessage("lines[2].rejected: must not be more than received (1), but is 10");
    }

    private static ContractViolation refused(String type, JsonNode document) {
        return catchThrowableOfType(
                ContractViolation.class, () -> Documents.read(EventType.of(type).orElseThrow(), document));
    }

    private static void set(ObjectNode document, String pointer, JsonNode value) {
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) document.at(pointer.substring(0, slash))).set(pointer.substring(slash + 1), value);
    }
}
