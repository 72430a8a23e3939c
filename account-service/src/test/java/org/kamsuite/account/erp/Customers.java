package org.kamsuite.account.erp;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.kamsuite.contracts.CustomerRef;

/// Documents about customers of the ERP `sap`.
final class Customers {

    private Customers() {}

    static CustomerRef ref(String number) {
        return number == null ? null : new CustomerRef("sap", number);
    }

    static CustomerFact registered(String number, int revision, String day, String parent) {
        return fact(CustomerFact.Kind.REGISTERED, number, revision, day, parent, "Berlin", null);
    }

    static CustomerFact changed(String number, int revision, String day, String parent) {
        return fact(CustomerFact.Kind.CHANGED, number, revision, day, parent, "Berlin", null);
    }

    static CustomerFact fact(
            CustomerFact.Kind kind,
            String number,
            int revision,
            String day,
            String parent,
            String city,
            String accountManager) {
        Instant noon = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
        return new CustomerFact(
                ref(number),
                kind,
                revision,
                noon,
                noon,
                new CustomerMaster(
                        "Customer " + number,
                        null,
                        ref(parent),
                        "DE",
                        city,
                        "EUR",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        accountManager));
    }
}
