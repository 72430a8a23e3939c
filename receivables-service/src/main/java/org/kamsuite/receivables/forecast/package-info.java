/// When open invoices will bring money, week by week, with bands and a back-test.
package org.kamsuite.receivables.forecast;
