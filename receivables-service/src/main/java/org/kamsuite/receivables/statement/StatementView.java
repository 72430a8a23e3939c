package org.kamsuite.receivables.statement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.ageing.AgeingRow;
import org.kamsuite.receivables.position.OpenItemView;

@Schema(
        name = "StatementOfAccount",
        description = "What happened on an account in a period, and what is open at its end.")
record StatementView(
        UUID accountId,
        @Schema(description = "Legal name of the account.") String name,
        @Schema(description = "First day of the movements.") LocalDate from,

        @Schema(description = "The day whose end is shown, and the last day of the movements.")
        LocalDate asOf,

        @Schema(description = "Only what was recorded by this instant counts.")
        Instant knownAt,

        Scope scope,
        @Schema(description = "One per currency.") List<CurrencyStatement> currencies,

        @Schema(description = "Why there is nothing; absent otherwise.")
        String reason) {

    @Schema(name = "CurrencyStatement")
    record CurrencyStatement(
            @Schema(examples = "EUR") String currency,

            @Schema(description = "Balance at the end of the day before `from`; positive: the customer owes.")
            Money openingBalance,

            @Schema(description = "In the order of their days.")
            List<Line> movements,

            @Schema(description = "openingBalance + movements = the balance at the end of asOf.")
            Money closingBalance,

            @Schema(description = "The items that make the closing balance, credits negative.")
            List<OpenItemView> openItems,

            @Schema(description = "The same by days past due; total = closingBalance.")
            AgeingRow ageing) {}

    @Schema(name = "StatementMovement")
    record Line(
            LocalDate date,
            Movement.Kind kind,

            @Schema(description = "Number of the document in the ERP.", examples = "INV-1001")
            String number,

            CustomerRef customer,

            @Schema(
                    description =
                            "The document that it refers to, as the write-off or the payment of a discount; absent"
                                    + " where there is none.",
                    examples = "P-77")
            String reference,

            @Schema(description = "Of an invoice; of several instalments the last one.")
            LocalDate dueDate,

            @Schema(description = "Positive: the customer owes more.")
            Money amount,

            @Schema(description = "Balance after it.") Money balance) {}

    static final List<String> COLUMNS = List.of(
            "section",
            "currency",
            "date",
            "kind",
            "system",
            "customer",
            "number",
            "reference",
            "dueDate",
            "daysPastDue",
            "amount",
            "balance");

    /// The lines of the CSV form: opening, movements, closing, open items of each currency.
    List<List<Object>> cells() {
        return currencies.stream().flatMap(StatementView::cells).toList();
    }

    private static Stream<List<Object>> cells(CurrencyStatement statement) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(balance("OPENING", statement.currency(), statement.openingBalance()));
        statement
                .movements()
                .forEach(line -> rows.add(Arrays.asList(
                        "MOVEMENT",
                        statement.currency(),
                        line.date(),
                        line.kind(),
                        line.customer().system(),
                        line.customer().number(),
                        line.number(),
                        line.reference(),
                        line.dueDate(),
                        null,
                        line.amount().amount(),
                        line.balance().amount())));
        rows.add(balance("CLOSING", statement.currency(), statement.closingBalance()));
        statement
                .openItems()
                .forEach(item -> rows.add(Arrays.asList(
                        "OPEN_ITEM",
                        statement.currency(),
                        item.issueDate(),
                        item.kind(),
                        item.customer().system(),
                        item.customer().number(),
                        item.number(),
                        null,
                        item.dueDate(),
                        item.daysPastDue(),
                        item.open().amount(),
                        null)));
        return rows.stream();
    }

    private static List<Object> balance(String section, String currency, Money balance) {
        return Arrays.asList(section, currency, null, null, null, null, null, null, null, null, null, balance.amount());
    }
}
