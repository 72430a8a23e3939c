package org.kamsuite.relationship.contact;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "A contact as the client states it; what is absent is unknown.")
public record ContactRequest(
        @Schema(description = "The account at which the person works. Fixed once the contact exists.") @NotNull
        UUID accountId,

        @Schema(examples = "Maria Keller") @NotBlank @Size(max = 200) @Pattern(regexp = ContactRequest.LINE)
        String name,

        @Schema(examples = "Head of Procurement") @Size(min = 1, max = 200) @Pattern(regexp = ContactRequest.LINE)
        String title,

        @Schema(description = "What part of the customer's organization.", examples = "PROCUREMENT") @NotNull
        ContactFunction function,

        @Valid Site site,

        @Schema(examples = "DIRECTOR") Seniority seniority,

        @Schema(examples = "maria.keller@example.com") @Email @Size(min = 1, max = 254)
        String email,

        @Schema(examples = "+49 711 5550100")
        @Pattern(regexp = "[+0-9 ()/.-]{3,40}", message = "must be 3 to 40 digits, spaces or + ( ) / . -")
        String phone,

        @Schema(description = "Default ACTIVE.") ContactStatus status,

        @Schema(description = "First day at the account; absent: since always.")
        LocalDate from,

        @Schema(
                description = "First day on which the person is no longer there. For LEFT, the day of the request when"
                        + " absent.")
        LocalDate to) {

    /// One line of text: no control characters, no half characters.
    public static final String LINE = "[^\\u0000-\\u001F\\u007F\\uD800-\\uDFFF]*";
}
