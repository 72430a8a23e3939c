/// What was published lately, for those who follow a service's changes over HTTP instead of Kafka.
package org.kamsuite.platform.changes;
