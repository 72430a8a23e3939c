package org.kamsuite.contracts.erp;

/// What comes on the topic `erp.payments`: payments, allocations and promises to pay.
public sealed interface PaymentEvent extends ErpEvent
        permits PaymentReceived, PaymentAllocated, PaymentUnallocated, PaymentReversed, PromiseToPayMade {}
