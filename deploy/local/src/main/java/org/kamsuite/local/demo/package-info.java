/// The demo: a made-up manufacturer's customers ([World]), their documents and talks over some months
/// ([History], [Talks]), the feed through Kafka and REST ([Feed]), and a report made from the services' answers.
package org.kamsuite.local.demo;
