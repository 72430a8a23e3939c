package org.kamsuite.receivables.provision;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// By which property of their account customers fall into segments.
@Schema(
        name = "ProvisionSegmentBy",
        description = "SEGMENT: market segment. TIER, COUNTRY. CLASS: REGULAR or KEY. Without the property: DEFAULT.")
enum SegmentBy {
    /// The market segment.
    SEGMENT("d.state ->> 'segment'"),
    TIER("d.tier"),
    COUNTRY("d.country"),
    /// REGULAR or KEY.
    CLASS("d.account_class");

    /// The segment of customers without the property, or without an account; its matrix also serves segments that
    /// have none.
    static final String DEFAULT = "DEFAULT";

    private final String column;

    SegmentBy(String column) {
        this.column = column;
    }

    /// SQL on `account_directory d`, which may be missing.
    String expression() {
        return "coalesce(" + column + ", '" + DEFAULT + "')";
    }
}
