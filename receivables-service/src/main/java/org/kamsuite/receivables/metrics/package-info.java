/// How well is collected: days sales outstanding and its relatives, days to pay, lateness.
package org.kamsuite.receivables.metrics;
