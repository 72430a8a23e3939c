package org.kamsuite.scoring.score;

import java.math.BigDecimal;
import java.util.function.Supplier;

/// What is known of one criterion.
sealed interface Reading {

    /// @param value in the unit of the criterion
    /// @param coverage how much of the input was there, 0 to 1
    /// @param note in words, which only those ask for who show it: a ranking reads all accounts and shows a page
    record Known(BigDecimal value, BigDecimal coverage, Supplier<String> note) implements Reading {}

    record Missing(String reason) implements Reading {}
}
