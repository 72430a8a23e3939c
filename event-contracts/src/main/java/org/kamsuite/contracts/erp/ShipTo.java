package org.kamsuite.contracts.erp;

import org.kamsuite.contracts.Check;

/// Where an order goes.
///
/// @param country ISO 3166-1 alpha-2
/// @param city (optional) city
public record ShipTo(String country, String city) {
    public ShipTo {
        Check.country("country", country);
        Check.optionalName("city", city);
    }
}
