package org.kamsuite.relationship.contact;

/// How senior a contact is, the most senior first; neighbours are one level apart.
public enum Seniority {
    C_LEVEL,
    VICE_PRESIDENT,
    DIRECTOR,
    MANAGER,
    SPECIALIST
}
