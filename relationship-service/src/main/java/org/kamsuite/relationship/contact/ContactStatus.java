package org.kamsuite.relationship.contact;

/// Whether the person is still there.
public enum ContactStatus {
    ACTIVE,
    LEFT
}
