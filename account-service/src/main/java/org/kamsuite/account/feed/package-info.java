/// The feed over HTTP, for ERPs that cannot speak Kafka: their events are checked with the intake's own
/// rules and passed on to the topics where all services read them.
package org.kamsuite.account.feed;
