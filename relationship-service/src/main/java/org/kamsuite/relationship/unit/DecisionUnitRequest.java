package org.kamsuite.relationship.unit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.relationship.contact.ContactRequest;

@Schema(description = "A decision unit as the client states it, with all its members, also the former ones.")
public record DecisionUnitRequest(
        @Schema(description = "The account that buys. Fixed once the unit exists.") @NotNull
        UUID accountId,

        @Schema(description = "What is bought: a product, an opportunity, a framework.", examples = "Bearings 2026")
        @NotBlank
        @Size(max = 200)
        @Pattern(regexp = ContactRequest.LINE)
        String subject,

        @Schema(
                description = "The roles that must be filled for the unit to be complete; absent: DECIDER, BUYER, USER,"
                        + " INFLUENCER, GATEKEEPER, APPROVER.")
        @Size(min = 1, max = 7)
        List<@NotNull Role> requiredRoles,

        @Schema(
                description = "State a member who leaves with his day `to` instead of removing him: then a past day is"
                        + " answered as it was.")
        @NotNull
        @Size(max = 500)
        List<@NotNull @Valid Membership> members) {

    public DecisionUnitRequest {
        requiredRoles = requiredRoles == null
                ? Role.REQUIRED
                : requiredRoles.stream().anyMatch(Objects::isNull)
                        ? requiredRoles
                        : requiredRoles.stream().distinct().toList();
    }
}
