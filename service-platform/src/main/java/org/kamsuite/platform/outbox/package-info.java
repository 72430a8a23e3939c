/// Events out: the transactional outbox and the relay that publishes it.
package org.kamsuite.platform.outbox;
