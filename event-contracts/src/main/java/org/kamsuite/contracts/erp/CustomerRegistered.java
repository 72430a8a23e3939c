package org.kamsuite.contracts.erp;

import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.contracts.Revision;

/// A customer is new in the ERP. Type `erp.customer.registered.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param name name in daily use
/// @param legalName (optional) registered name
/// @param parent (optional) customer of the ERP that this one belongs to (legal parent)
/// @param country ISO 3166-1 alpha-2
/// @param city (optional) city
/// @param currency currency of the business with the customer, ISO 4217
/// @param industry (optional) industry
/// @param segment (optional) market segment
/// @param vatNumber (optional) VAT identification number
/// @param lei (optional) legal Entity Identifier, ISO 17442
/// @param creditLimit (optional) highest open amount, not negative
/// @param paymentTerms (optional) usual terms of payment
/// @param accountManager (optional) subject (user name) of the account manager
public record CustomerRegistered(
        CustomerRef customer,
        @Revision int revision,
        String name,
        String legalName,
        CustomerRef parent,
        String country,
        String city,
        String currency,
        String industry,
        String segment,
        String vatNumber,
        String lei,
        Money creditLimit,
        PaymentTerms paymentTerms,
        String accountManager)
        implements CustomerEvent {
    public CustomerRegistered {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.name("name", name);
        Check.optionalName("legalName", legalName);
        Check.country("country", country);
        Check.optionalName("city", city);
        Check.currency("currency", currency);
        Check.optionalName("industry", industry);
        Check.optionalName("segment", segment);
        Check.optionalCode("vatNumber", vatNumber);
        Check.optionalCode("lei", lei);
        Check.optionalNotNegativeMoney("creditLimit", creditLimit);
        Check.optionalName("accountManager", accountManager);
    }

    @Override
    public String documentNumber() {
        return customer.number();
    }
}
