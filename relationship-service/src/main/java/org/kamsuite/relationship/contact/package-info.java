/// People on the customer's side: who they are, where, and from when to when.
package org.kamsuite.relationship.contact;
