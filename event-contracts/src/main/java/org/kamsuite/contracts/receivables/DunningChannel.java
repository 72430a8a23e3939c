package org.kamsuite.contracts.receivables;

/// How a customer is reminded: a task for a person of the account team, a reminder, a letter or the last
/// notice before legal action.
public enum DunningChannel {
    TASK,
    REMINDER,
    LETTER,
    FINAL_NOTICE
}
