/// How much of the receivables hangs on few customers, and who reaches the share that makes a key account.
package org.kamsuite.receivables.concentration;
