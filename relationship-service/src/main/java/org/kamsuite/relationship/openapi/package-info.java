/// What every operation's OpenAPI description has.
package org.kamsuite.relationship.openapi;
