package org.kamsuite.receivables.behaviour;

/// How promptly money came, 100 (best) to 0, in the manner of D&B's PAYDEX: 100 anticipates (paid on or before the
/// invoice date), 90 within the discount terms, 80 within terms, then by linear interpolation 70 at 15 days beyond
/// terms, 60 at 22, 50 at 30, 40 at 60, 30 at 90, 20 at 120, and on at the last slope to 0 at 180.
final class PaymentIndex {

    static final String METHOD =
            "amount-weighted mean of a mark per payment: 100 on or before the invoice date, 90 with"
                    + " the discount taken, 80 within terms, beyond terms linear between 70 = 15 days, 60 = 22, 50 = 30, 40 = 60,"
                    + " 30 = 90, 20 = 120, 0 = 180 and more";

    static final double ANTICIPATES = 100;
    static final double DISCOUNTS = 90;

    private static final int[] DAYS = {0, 15, 22, 30, 60, 90, 120, 180};
    private static final double[] MARKS = {80, 70, 60, 50, 40, 30, 20, 0};

    private PaymentIndex() {}

    /// @param days beyond terms; 0 or less is within them
    static double of(long days) {
        for (int i = 1; i < DAYS.length; i++) {
            if (days < DAYS[i]) {
                double share = (double) (Math.max(days, 0) - DAYS[i - 1]) / (DAYS[i] - DAYS[i - 1]);
                return MARKS[i - 1] + share * (MARKS[i] - MARKS[i - 1]);
            }
        }
        return 0;
    }
}
