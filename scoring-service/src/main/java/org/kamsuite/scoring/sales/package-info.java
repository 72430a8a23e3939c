/// What was sold: sales documents with their revisions, and their sums per customer, day and currency.
package org.kamsuite.scoring.sales;
