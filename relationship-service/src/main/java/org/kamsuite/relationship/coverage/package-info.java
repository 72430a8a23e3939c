/// How well the people who decide are covered, and what other services are told of it.
package org.kamsuite.relationship.coverage;
