package org.kamsuite.relationship.contact;

/// What part of the customer's organization a contact works in.
public enum ContactFunction {
    PROCUREMENT,
    ENGINEERING,
    PRODUCTION,
    QUALITY,
    LOGISTICS,
    OPERATIONS,
    RESEARCH,
    IT,
    FINANCE,
    LEGAL,
    MARKETING,
    SALES,
    HUMAN_RESOURCES,
    GENERAL_MANAGEMENT,
    OTHER
}
