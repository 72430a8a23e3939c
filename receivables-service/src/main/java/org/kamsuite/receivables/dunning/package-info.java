/// Dunning: who is reminded of what, how and when, and who did it.
package org.kamsuite.receivables.dunning;
