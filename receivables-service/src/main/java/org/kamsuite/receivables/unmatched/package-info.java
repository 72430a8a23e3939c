/// Documents that wait for another one: what they name is not known, or does not fit.
package org.kamsuite.receivables.unmatched;
