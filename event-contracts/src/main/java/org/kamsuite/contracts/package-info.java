/// What the services tell each other, and what the ERPs tell them: event records, ids, [Money] and the registry
/// of [event types][EventType]; in the resources a JSON Schema and a golden example of every type and
/// `asyncapi.yaml`.
///
/// **Admission rules.** In here belongs only what crosses the border of a service on Kafka: records, `Money`,
/// ids, schemas and examples. No behaviour beyond value checks, no database, no HTTP, no Quarkus. A change is
/// additive: a new optional field, or a new type; anything else is a new version of the type (`….v2`) beside the
/// old one. What only one service needs stays in that service; how events travel is `service-platform`.
package org.kamsuite.contracts;
