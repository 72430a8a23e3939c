/// What receivables-service tells the other services.
package org.kamsuite.contracts.receivables;
