package org.kamsuite.contracts.account;

import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.Check;

/// A parent of an account in one kind of hierarchy, for some time.
///
/// @param type kind of hierarchy
/// @param parentId account of the parent
/// @param validFrom (optional) first day; absent: always
/// @param validTo (optional) first day on which it no longer holds; absent: until further notice
public record ParentRef(ParentType type, UUID parentId, LocalDate validFrom, LocalDate validTo) {
    public ParentRef {
        Check.required("type", type);
        Check.required("parentId", parentId);
        Check.optionalDate("validFrom", validFrom);
        Check.optionalDate("validTo", validTo);
    }
}
