/// What happened between our people and theirs: meetings, calls, emails, presentations, reviews, visits.
package org.kamsuite.relationship.interaction;
