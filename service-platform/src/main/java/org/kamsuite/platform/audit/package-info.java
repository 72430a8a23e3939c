/// The audit trail of changes made over REST.
package org.kamsuite.platform.audit;
