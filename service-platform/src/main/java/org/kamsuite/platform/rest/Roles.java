package org.kamsuite.platform.rest;

/// The roles of the suite: values of the token's `groups` claim.
public final class Roles {

    /// Reads.
    public static final String VIEWER = "viewer";
    /// Reads, and changes accounts on whose team he is.
    public static final String KEY_ACCOUNT_MANAGER = "key-account-manager";
    /// Reads and changes everything about accounts.
    public static final String KAM_DIRECTOR = "kam-director";
    /// Credit, provisions, terms.
    public static final String FINANCE = "finance";
    /// Inquiries and service levels.
    public static final String SERVICE_DESK = "service-desk";
    /// Other systems: feeds events, reads.
    public static final String INTEGRATION = "integration";
    /// Operates the suite.
    public static final String ADMIN = "admin";

    private Roles() {}
}
