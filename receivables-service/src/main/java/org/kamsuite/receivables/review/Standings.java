package org.kamsuite.receivables.review;

import java.util.Optional;
import java.util.UUID;
import org.kamsuite.receivables.input.Moment;

/// How accounts stood at any time. Credit limits tell it, which ask for reviews themselves.
public interface Standings {

    /// Empty when there was neither a limit nor exposure.
    Optional<Assessment> of(UUID account, Moment at);
}
