/// Statutory interest for late payment: directive 2011/7/EU.
package org.kamsuite.receivables.interest;
