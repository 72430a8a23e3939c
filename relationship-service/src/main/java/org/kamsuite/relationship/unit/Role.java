package org.kamsuite.relationship.unit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a person does in a purchase (Webster and Wind; initiator by Bonoma; approver).
@Schema(
        description = "INITIATOR starts it, INFLUENCER shapes the criteria, USER works with the product, GATEKEEPER"
                + " controls access and information, BUYER has the formal authority to order, DECIDER chooses, APPROVER"
                + " releases.")
public enum Role {
    INITIATOR,
    INFLUENCER,
    USER,
    GATEKEEPER,
    BUYER,
    DECIDER,
    APPROVER;

    /// The roles that a complete unit has, unless it says otherwise: nobody has to initiate.
    public static final List<Role> REQUIRED = List.of(DECIDER, BUYER, USER, INFLUENCER, GATEKEEPER, APPROVER);
}
