/// Exchange rates: what one euro was on a day, and sums in one currency made with them.
package org.kamsuite.receivables.rates;
