/// Expected losses: loss rates from history, matrices, judged accounts, runs with their roll-forward, write-offs.
package org.kamsuite.receivables.provision;
