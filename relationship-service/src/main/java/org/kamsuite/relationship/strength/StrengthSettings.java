package org.kamsuite.relationship.strength;

import io.smallrye.config.ConfigMapping;

/// How ties are measured. One setting for the whole service, repeated in every answer that depends on it.
@ConfigMapping(prefix = "kam.strength")
public interface StrengthSettings {

    /// Days after which an interaction counts half.
    double halfLifeDays();

    /// Raw weight that makes 63 % of the full strength.
    double k();

    /// From which strength on a member of a decision unit is covered. With the defaults one meeting covers for 44 days.
    double theta();

    default Decay decay() {
        return new Decay(halfLifeDays(), k());
    }
}
