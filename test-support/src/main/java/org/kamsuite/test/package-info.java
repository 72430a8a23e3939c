/// For tests only: embedded PostgreSQL and Kafka, tokens, event probe, round-trip counter, architecture rules.
///
/// Admission rule: no service's fixtures.
package org.kamsuite.test;
