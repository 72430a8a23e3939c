/// Disputes: what a customer does not want to pay and why, who settles it until when, and what it came to.
package org.kamsuite.receivables.dispute;
