package org.kamsuite.receivables.exposure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

@Schema(
        name = "Exposure",
        description = "What an account owes and what may come to it, part by part; parts that other systems know are"
                + " named as missing and lower the coverage.")
record ExposureView(
        UUID accountId,
        String name,

        @Schema(description = "The day whose end is shown.") LocalDate asOf,

        Instant knownAt,
        Scope scope,

        @Schema(
                description = "Open orders expected later than in so many days are told, but not added.",
                examples = "90")
        int horizonDays,

        @Schema(description = "Known parts by currency; never added across.")
        List<CurrencyExposure> byCurrency,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(
                description = "The exposures in the reporting currency, each rounded to its minor unit, then added;"
                        + " null when nothing can be converted.")
        Money total,

        @Schema(description = "Exchange rates used; absent without.")
        List<RateUsed> rates,

        @Schema(description = "Exposures without a rate: not in the total.")
        List<Money> notConverted,

        @Schema(description = "Every part of the picture, known or not.")
        List<Part> parts,

        @Schema(description = "Known parts / all parts, 0 to 1.", examples = "0.5714")
        BigDecimal coverage,

        @Schema(description = "What lowers the worth of known parts.")
        List<String> reasons) {

    @Schema(name = "CurrencyExposure")
    record CurrencyExposure(
            String currency,

            @Schema(description = "Open amounts of invoices with tax, disputed ones included.")
            Money openItems,

            @Schema(description = "The disputed part of them.")
            Money disputed,

            @Schema(description = "Delivered and not yet invoiced, at order prices without tax.")
            Money unbilledDeliveries,

            @Schema(
                    description = "Ordered, neither delivered nor invoiced, expected within the horizon (or at no known"
                            + " day); at order prices without tax.")
            Money openOrders,

            @Schema(description = "The same after the horizon; not in the exposure.")
            Money laterOrders,

            Money unappliedCash,

            @Schema(description = "openItems + unbilledDeliveries + openOrders - unappliedCash.")
            Money exposure) {

        static CurrencyExposure of(String currency, Amounts amounts) {
            return new CurrencyExposure(
                    currency,
                    new Money(amounts.openItems(), currency),
                    new Money(amounts.disputed(), currency),
                    new Money(amounts.unbilled(), currency),
                    new Money(amounts.openOrders(), currency),
                    new Money(amounts.laterOrders(), currency),
                    new Money(amounts.unapplied(), currency),
                    new Money(amounts.exposure(), currency));
        }
    }

    @Schema(name = "ExposureRate")
    record RateUsed(
            String from,
            String to,
            BigDecimal factor,
            @Schema(description = "The day of the rate.") LocalDate date) {}

    @Schema(name = "ExposurePart")
    record Part(
            @Schema(examples = "DEDICATED_STOCK") String name,

            boolean known,

            @Schema(description = "Why it is not known.") String reason) {}
}
