package org.kamsuite.contracts.erp;

/// What comes on the topic `erp.deliveries`: deliveries.
public sealed interface DeliveryEvent extends ErpEvent permits DeliveryShipped, DeliveryReceived {}
