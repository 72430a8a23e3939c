package org.kamsuite.scoring.score;

import java.math.BigDecimal;

/// What is known of one criterion.
sealed interface Reading {

    /// @param value in the unit of the criterion
    /// @param coverage how much of the input was there, 0 to 1
    /// @param note in words
    record Known(BigDecimal value, BigDecimal coverage, String note) implements Reading {}

    record Missing(String reason) implements Reading {}
}
