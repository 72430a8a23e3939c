package org.kamsuite.servicelevel.level;

import org.kamsuite.platform.rest.Scope;
import org.kamsuite.servicelevel.delivery.Basis;
import org.kamsuite.servicelevel.period.Period;

/// What figures are asked for.
record Question(Period period, Scope scope, Basis basis, Grain grain) {

    static Question of(Period period, Scope scope, Basis basis, Grain grain) {
        return new Question(
                period,
                scope == null ? Scope.ACCOUNT : scope,
                basis == null ? Basis.REQUESTED : basis,
                grain == null ? Grain.LINE : grain);
    }
}
