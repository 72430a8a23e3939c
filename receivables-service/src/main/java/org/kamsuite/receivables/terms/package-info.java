/// Terms of payment: what other terms would cost, who grants them, and how an account would have paid under them.
package org.kamsuite.receivables.terms;
