package org.kamsuite.relationship.strength;

import java.time.Instant;
import java.util.UUID;

/// The tie to one contact on one day.
///
/// @param raw the weight of the interactions that is left, see [Decay]
/// @param strength from 0 towards 100
/// @param interactions how many interactions still count
/// @param lastInteractionAt null when there is none until that day
public record Tie(
        UUID contactId, double raw, double strength, long interactions, Instant lastInteractionAt, Silence silence) {

    /// Above this strength a tie is a thread that would hold the account if another one broke.
    public static final double THREAD = 30;

    public boolean thread() {
        return strength > THREAD;
    }
}
