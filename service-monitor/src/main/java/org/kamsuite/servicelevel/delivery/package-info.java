/// Delivery of ordered lines: one state per line, folded from the order's whole history.
package org.kamsuite.servicelevel.delivery;
