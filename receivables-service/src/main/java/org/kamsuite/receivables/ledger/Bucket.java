package org.kamsuite.receivables.ledger;

import java.util.Arrays;

/// How long an item is past due; on the due date itself it is current.
public enum Bucket {
    CURRENT(Long.MIN_VALUE),
    D1_TO_30(1),
    D31_TO_60(31),
    D61_TO_90(61),
    D91_TO_120(91),
    OVER_120(121);

    private final long from;

    Bucket(long from) {
        this.from = from;
    }

    private long to() {
        return this == OVER_120 ? Long.MAX_VALUE : values()[ordinal() + 1].from - 1;
    }

    boolean holds(long days) {
        return days >= from && days <= to();
    }

    /// @param days days past due (or, by choice, since the invoice date)
    public static Bucket of(long days) {
        return Arrays.stream(values())
                .filter(bucket -> bucket.from <= days)
                .reduce((_, later) -> later)
                .orElseThrow();
    }
}
