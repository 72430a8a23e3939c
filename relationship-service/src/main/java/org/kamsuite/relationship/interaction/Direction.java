package org.kamsuite.relationship.interaction;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Whether both sides spoke.
@Schema(description = "TWO_WAY counts fully; OUTBOUND (only we wrote or spoke) and INBOUND (only they did) count half.")
public enum Direction {
    TWO_WAY(1),
    OUTBOUND(0.5),
    INBOUND(0.5);

    private final double factor;

    Direction(double factor) {
        this.factor = factor;
    }

    public double factor() {
        return factor;
    }
}
