package org.kamsuite.contracts.scoring;

/// Which third of the ranking an account belongs to by the rule of the model; A is best.
public enum ScoreClass {
    A,
    B,
    C
}
