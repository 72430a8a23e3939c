/// What scoring-service tells the other services.
package org.kamsuite.contracts.scoring;
