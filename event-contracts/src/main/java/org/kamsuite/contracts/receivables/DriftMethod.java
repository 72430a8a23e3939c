package org.kamsuite.contracts.receivables;

/// Which control chart found that payments shifted: the exponentially weighted moving average or the
/// cumulative sum.
public enum DriftMethod {
    EWMA,
    CUSUM
}
