package org.kamsuite.contracts.erp;

/// What comes on the topic `erp.orders`: orders.
public sealed interface OrderEvent extends ErpEvent permits OrderPlaced, OrderConfirmed, OrderChanged, OrderCancelled {}
