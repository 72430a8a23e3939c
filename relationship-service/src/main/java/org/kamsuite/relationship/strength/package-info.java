/// How strong the tie to each contact is: it grows with interactions and fades without.
package org.kamsuite.relationship.strength;
