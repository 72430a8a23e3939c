package org.kamsuite.account.erp;

import java.math.BigDecimal;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.contracts.erp.CustomerChanged;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.contracts.erp.CustomerRegistered;

/// A customer's master data as one document of an ERP tells it.
record CustomerMaster(
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
        String accountManager) {

    /// What an ERP has told of a customer before it told anything.
    static final CustomerMaster NOTHING =
            new CustomerMaster(null, null, null, null, null, null, null, null, null, null, null, null, null);

    CustomerMaster {
        // 2 and 2.00 percent are the same document.
        if (paymentTerms != null && paymentTerms.discountPercent() != null) {
            paymentTerms = new PaymentTerms(
                    paymentTerms.netDays(),
                    new BigDecimal(
                            paymentTerms.discountPercent().stripTrailingZeros().toPlainString()),
                    paymentTerms.discountDays());
        }
    }

    static CustomerMaster of(CustomerEvent event) {
        return switch (event) {
            case CustomerRegistered told ->
                new CustomerMaster(
                        told.name(),
                        told.legalName(),
                        told.parent(),
                        told.country(),
                        told.city(),
                        told.currency(),
                        told.industry(),
                        told.segment(),
                        told.vatNumber(),
                        told.lei(),
                        told.creditLimit(),
                        told.paymentTerms(),
                        told.accountManager());
            case CustomerChanged told ->
                new CustomerMaster(
                        told.name(),
                        told.legalName(),
                        told.parent(),
                        told.country(),
                        told.city(),
                        told.currency(),
                        told.industry(),
                        told.segment(),
                        told.vatNumber(),
                        told.lei(),
                        told.creditLimit(),
                        told.paymentTerms(),
                        told.accountManager());
        };
    }

    /// The registered name, or the one in daily use where there is no other.
    String registeredName() {
        return legalName == null ? name : legalName;
    }
}
