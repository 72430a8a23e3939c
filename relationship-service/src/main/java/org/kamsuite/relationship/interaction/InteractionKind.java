package org.kamsuite.relationship.interaction;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What kind of contact it was, with its weight in the strength of a tie: the more of their time people give, the more
/// it says. Meeting 3, call 2 and email 1 follow the worked example of the domain guide; the others are set against
/// them.
@Schema(
        description = "MEETING weighs 3, CALL 2, EMAIL 1, PRESENTATION (one to many) 2, REVIEW (a prepared business"
                + " review) 4, VISIT (at their site or ours) 4.")
public enum InteractionKind {
    MEETING(3),
    CALL(2),
    EMAIL(1),
    PRESENTATION(2),
    REVIEW(4),
    VISIT(4);

    private final double weight;

    InteractionKind(double weight) {
        this.weight = weight;
    }

    public double weight() {
        return weight;
    }
}
