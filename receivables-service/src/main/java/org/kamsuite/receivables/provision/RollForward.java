package org.kamsuite.receivables.provision;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

/// How an allowance came from the one before. The parts add up exactly, whatever happened.
@Schema(name = "AllowanceRollForward", description = "opening + charge - utilised - released + fx = closing, exactly.")
public record RollForward(
        @Schema(description = "Allowance of the posted run before; 0 without one.")
        Money opening,

        @Schema(description = "Added, over all accounts whose allowance had to rise.")
        Money charge,

        @Schema(
                description =
                        "Write-offs since the run before; what no allowance covered is in the charge, too. Below 0 when more"
                                + " was taken back of those that were counted before.")
        Money utilised,

        @Schema(description = "Given back, over all accounts whose allowance was higher than needed.")
        Money released,

        @Schema(description = "Effect of changed exchange rates; 0 in the currency of the documents.")
        Money fx,

        Money closing) {

    /// Of one account: what is neither opening nor written off was charged or released.
    static RollForward of(BigDecimal opening, BigDecimal utilised, BigDecimal closing, String currency) {
        BigDecimal net = closing.subtract(opening).add(utilised);
        return new RollForward(
                new Money(opening, currency),
                new Money(net.max(BigDecimal.ZERO), currency),
                new Money(utilised, currency),
                new Money(net.negate().max(BigDecimal.ZERO), currency),
                Money.zero(currency),
                new Money(closing, currency));
    }

    static RollForward none(String currency) {
        return of(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, currency);
    }

    RollForward plus(RollForward other) {
        return new RollForward(
                opening.plus(other.opening),
                charge.plus(other.charge),
                utilised.plus(other.utilised),
                released.plus(other.released),
                fx.plus(other.fx),
                closing.plus(other.closing));
    }

    /// In another currency: the opening at the rate of its own day, all else at that of the closing. What the change
    /// of the rate makes of the opening is fx, with the cents that rounding leaves.
    RollForward converted(Conversion before, Conversion now) {
        Money open = before.of(opening.amount());
        Money charged = now.of(charge.amount());
        Money used = now.of(utilised.amount());
        Money freed = now.of(released.amount());
        Money close = now.of(closing.amount());
        return new RollForward(
                open,
                charged,
                used,
                freed,
                close.minus(open).minus(charged).plus(used).plus(freed),
                close);
    }

    interface Conversion {
        Money of(BigDecimal amount);
    }

    boolean closes() {
        return opening.plus(charge).minus(utilised).minus(released).plus(fx).equals(closing);
    }

    /// One after the other, per currency: the first opening, the last closing, and all that lay between.
    public static SortedMap<String, RollForward> chained(Iterable<? extends Map<String, RollForward>> runs) {
        SortedMap<String, RollForward> chain = new TreeMap<>(Comparator.naturalOrder());
        for (Map<String, RollForward> run : runs) {
            run.forEach((currency, next) -> chain.merge(currency, next, RollForward::then));
        }
        return chain;
    }

    private RollForward then(RollForward next) {
        RollForward sum = plus(next);
        return new RollForward(opening, sum.charge, sum.utilised, sum.released, sum.fx, next.closing);
    }
}
