/// relationship-service: contacts, decision-making units, interactions, strength of ties, coverage.
package org.kamsuite.relationship;
