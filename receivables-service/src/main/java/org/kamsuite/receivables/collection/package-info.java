/// Following up: what is to be done about accounts whose figures changed, and in which order.
package org.kamsuite.receivables.collection;
