package org.kamsuite.contracts;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.math.BigDecimal;
import java.util.Currency;

/// An exact amount in one currency; never rounded, never added across currencies. On the wire
/// `{"amount":"1656.25","currency":"EUR"}` with at least the currency's minor digits, also under an object
/// mapper that is not the one of [ContractJson]. `1.5 EUR` and `1.50 EUR` are equal.
///
/// @param amount at most 30 integer digits and 20 decimals, so that sums and quantity × price always fit
/// @param currency ISO 4217
public record Money(
        @JsonSerialize(using = DecimalText.Writer.class) @JsonDeserialize(using = DecimalText.Reader.class)
        BigDecimal amount,

        String currency) {
    public Money {
        Check.currency("currency", currency);
        Check.required("amount", amount);
        Check.total("amount", amount);
        // One form per value, so that equal amounts are equal and print alike.
        int minorDigits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        var stripped = amount.stripTrailingZeros();
        amount = stripped.setScale(Math.max(minorDigits, stripped.scale()));
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /// @throws ContractViolation when the other one is in another currency
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new ContractViolation("currency", "must be " + currency + " to be added, but is " + other.currency);
        }
        return new Money(amount.add(other.amount), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    public Money minus(Money other) {
        return plus(other.negated());
    }

    /// For people and logs: `1656.25 EUR`.
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
