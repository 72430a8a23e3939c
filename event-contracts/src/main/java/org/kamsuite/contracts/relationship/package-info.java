/// What relationship-service tells the other services.
package org.kamsuite.contracts.relationship;
