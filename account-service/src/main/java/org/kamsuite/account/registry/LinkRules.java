package org.kamsuite.account.registry;

import java.util.List;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;

/// What the parents of one account may be, without regard to the other accounts.
final class LinkRules {

    /// @param rule the broken rule's name
    record Breach(String rule, String message) {}

    private LinkRules() {}

    /// The first broken rule, or null.
    static Breach breach(List<ParentRef> parents) {
        for (ParentRef parent : parents) {
            if (Validity.of(parent).isEmpty()) {
                return new Breach(
                        "link-interval-empty",
                        "validTo (%s) must be after validFrom (%s)".formatted(parent.validTo(), parent.validFrom()));
            }
        }
        for (int i = 0; i < parents.size(); i++) {
            for (int j = i + 1; j < parents.size(); j++) {
                ParentRef one = parents.get(i);
                ParentRef other = parents.get(j);
                boolean exclusive =
                        one.type() == ParentType.LEGAL || one.parentId().equals(other.parentId());
                if (one.type() == other.type()
                        && exclusive
                        && !Validity.of(one).and(Validity.of(other)).isEmpty()) {
                    return new Breach(
                            "legal-parents-overlap",
                            "the %s links to %s and %s overlap in time: end the earlier one with validTo"
                                    .formatted(one.type(), one.parentId(), other.parentId()));
                }
            }
        }
        return null;
    }
}
