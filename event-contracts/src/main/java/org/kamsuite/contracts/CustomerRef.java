package org.kamsuite.contracts;

/// A customer as an ERP names it.
///
/// @param system the ERP, for example `sap-emea`; letters, digits, `.`, `_`, `-`
/// @param number the customer number in that ERP
public record CustomerRef(String system, String number) {
    public CustomerRef {
        Check.system("system", system);
        Check.code("number", number);
    }

    /// The Kafka key of everything that concerns this customer: `<system>:<number>`.
    public String key() {
        return system + ":" + number;
    }
}
