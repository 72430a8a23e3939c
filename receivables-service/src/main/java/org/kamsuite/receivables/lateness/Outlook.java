package org.kamsuite.receivables.lateness;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

/// What of accounts' open invoices that are not yet due is likely to be paid late.
///
/// @param method MODEL, or BASELINE while no model does better than it
/// @param trainedOn training day of the model; null before the first training
/// @param reason why the baseline is used; null otherwise
/// @param invoices open and not yet due, by account; the largest amount at risk first
public record Outlook(String method, LocalDate trainedOn, String reason, Map<UUID, List<Invoice>> invoices) {

    /// An instalment that is not yet due.
    ///
    /// @param probability of being paid after the due date, 0 to 1
    @Schema(name = "UpcomingInvoice", description = "An instalment that is not yet due.")
    public record Invoice(
            @JsonIgnore @Schema(hidden = true) long document,
            String invoiceNumber,
            int instalment,
            LocalDate dueDate,
            @Schema(description = "What is open of it.") Money open,

            @Schema(description = "Of being paid after the due date, 0 to 1.", examples = "0.6")
            BigDecimal probability) {

        /// Expected amount that is paid late: open amount times probability.
        BigDecimal atRisk() {
            return open.amount().multiply(probability);
        }
    }

    /// Sums of one account in one currency.
    ///
    /// @param atRisk sum of open amount times probability, to the minor unit
    /// @param probability of a unit of money being paid late: atRisk / open before rounding, 0 to 1
    @Schema(name = "UpcomingSum", description = "What of an account is not yet due, in one currency.")
    public record Sum(
            int invoices,
            Money open,

            @Schema(description = "Sum of open amount times probability, to the minor unit.")
            Money atRisk,

            @Schema(description = "Of a unit of money being paid late: atRisk / open, 0 to 1.", examples = "0.45")
            BigDecimal probability) {

        private static Sum of(Collection<Invoice> some, String currency) {
            BigDecimal open = some.stream().map(each -> each.open().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal atRisk = some.stream().map(Invoice::atRisk).reduce(BigDecimal.ZERO, BigDecimal::add);
            return new Sum(
                    some.size(),
                    new Money(open, currency),
                    Lateness.toMinorUnit(atRisk, currency),
                    LatenessView.rounded(
                            atRisk.divide(open, MathContext.DECIMAL64).doubleValue()));
        }
    }

    /// The sums of an account, by currency.
    public List<Sum> sums(UUID account) {
        return of(account).stream()
                .collect(Collectors.groupingBy(each -> each.open().currency(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> Sum.of(each.getValue(), each.getKey()))
                .toList();
    }

    /// The invoices of an account.
    public List<Invoice> of(UUID account) {
        return invoices.getOrDefault(account, List.of());
    }
}
