package org.kamsuite.relationship.contact;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "Where a contact works.")
public record Site(
        @Schema(description = "ISO 3166-1 alpha-2.", examples = "DE")
        @NotNull
        @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 alpha-2 code such as DE")
        String country,

        @Schema(examples = "Stuttgart") @Size(min = 1, max = 200) @Pattern(regexp = ContactRequest.LINE)
        String city) {}
