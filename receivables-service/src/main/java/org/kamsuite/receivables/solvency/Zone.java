package org.kamsuite.receivables.solvency;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a Z score says: likely to fail within two years, unclear, or sound.
@Schema(name = "AltmanZone")
public enum Zone {
    DISTRESS,
    GREY,
    SAFE
}
