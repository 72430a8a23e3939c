package org.kamsuite.account.registry;

import java.time.LocalDate;
import org.kamsuite.contracts.account.ParentRef;

/// The days from the first one up to, but not with, the last one.
///
/// @param from first day, null: always
/// @param to first day after it, null: until further notice
record Validity(LocalDate from, LocalDate to) {

    static final Validity ALWAYS = new Validity(null, null);

    static Validity of(ParentRef link) {
        return new Validity(link.validFrom(), link.validTo());
    }

    boolean isEmpty() {
        return from != null && to != null && !from.isBefore(to);
    }

    boolean holdsOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
    }

    Validity and(Validity other) {
        LocalDate later = from == null || other.from != null && other.from.isAfter(from) ? other.from : from;
        LocalDate earlier = to == null || other.to != null && other.to.isBefore(to) ? other.to : to;
        return new Validity(later, earlier);
    }
}
