/// Which accounts' figures a change affects.
package org.kamsuite.relationship.affected;
