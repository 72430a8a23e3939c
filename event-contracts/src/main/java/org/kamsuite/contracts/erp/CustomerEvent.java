package org.kamsuite.contracts.erp;

/// What comes on the topic `erp.customers`: master data of customers.
public sealed interface CustomerEvent extends ErpEvent permits CustomerRegistered, CustomerChanged {}
