/// How accounts pay, as receivables-service publishes it.
package org.kamsuite.scoring.payment;
