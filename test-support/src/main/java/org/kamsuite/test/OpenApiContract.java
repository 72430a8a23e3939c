package org.kamsuite.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares the OpenAPI document that the running service serves with the committed one that frontends build on.
public final class OpenApiContract {

    private OpenApiContract() {}

    /// Run the test with `-Dkam.openapi.update=true` to write the document after an intended change.
    public static void assertCommitted() throws IOException {
        String served = RestAssured.given().get("/q/openapi").asString();
        Path committed = Path.of("openapi", "openapi.yaml");
        if (Boolean.getBoolean("kam.openapi.update")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, served);
        }
        assertThat(committed)
                .as("the committed document; update it with -Dkam.openapi.update=true")
                .exists()
                .content()
                .isEqualToNormalizingNewlines(served);
    }
}
