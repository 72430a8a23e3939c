/// Decision-making units: everyone who makes or influences one kind of purchase, with roles and influence.
package org.kamsuite.relationship.unit;
