/// The launcher behind `./kam`: PostgreSQL, Kafka and the services as child processes of one launcher, from
/// the first start to the last line of the log. [Suite] is the way in for tests and for other commands.
package org.kamsuite.local.launch;
