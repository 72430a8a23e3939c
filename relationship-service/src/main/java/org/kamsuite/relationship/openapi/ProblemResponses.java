package org.kamsuite.relationship.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.kamsuite.platform.rest.ProblemView;

/// Documents the problems that every operation may answer, so that none forgets them, and gives each failure its body.
@OpenAPIDefinition(
        info =
                @Info(
                        title = "relationship-service",
                        version = "1.0",
                        description = "Contacts, decision-making units, interactions, strength of ties and coverage."),
        components = @Components(schemas = @Schema(name = "Problem", implementation = ProblemView.class)))
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {

    private static final Map<String, String> ALWAYS = Map.of(
            "400", "A parameter or the body cannot be read",
            "401", "No valid bearer token",
            "403", "The caller's roles, or not being on the account's team, do not allow it",
            "503", "The database cannot be reached now: try again after Retry-After");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        for (PathItem path : document.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(ProblemResponses::complete);
        }
    }

    private static void complete(Operation operation) {
        APIResponses responses = operation.getResponses();
        ALWAYS.forEach((code, description) -> {
            APIResponse known = responses.getAPIResponse(code);
            if (known == null || known.getContent() == null) {
                responses.addAPIResponse(code, OASFactory.createAPIResponse().description(description));
            }
        });
        responses.getAPIResponses().forEach((code, response) -> {
            if ((code.startsWith("4") || code.startsWith("5")) && response.getContent() == null) {
                response.setContent(problem());
            }
        });
    }

    private static Content problem() {
        return OASFactory.createContent()
                .addMediaType(
                        "application/problem+json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    }
}
