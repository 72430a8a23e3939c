/// How much of the revenue hangs on few accounts.
package org.kamsuite.scoring.concentration;
