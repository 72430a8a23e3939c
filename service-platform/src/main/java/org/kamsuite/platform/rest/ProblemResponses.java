package org.kamsuite.platform.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Documents the problems that every operation may answer, so that none forgets them, and gives each failure its body.
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ProblemResponses implements OASFilter {

    private record Always(String code, String description) {}

    private static final List<Always> ALWAYS = List.of(
            new Always("400", "A parameter or the body cannot be read"),
            new Always("401", "No valid bearer token"),
            new Always("403", "The caller's roles, or not being on the account's team, do not allow it"),
            new Always("503", "The database cannot be reached now: try again after Retry-After"));

    private static final Always WITH_BODY = new Always(
            "429", "Too many bytes of other requests are being read: try again after Retry-After; nothing was done");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema("Problem", problem());
        if (document.getPaths() != null) {
            for (PathItem path : document.getPaths().getPathItems().values()) {
                path.getOperations().values().forEach(ProblemResponses::complete);
            }
        }
    }

    private static void complete(Operation operation) {
        APIResponses responses = operation.getResponses();
        ALWAYS.forEach(always -> add(responses, always));
        if (operation.getRequestBody() != null) {
            add(responses, WITH_BODY);
        }
        responses.getAPIResponses().forEach((code, response) -> {
            if ((code.startsWith("4") || code.startsWith("5")) && response.getContent() == null) {
                response.setContent(content());
            }
        });
    }

    private static void add(APIResponses responses, Always always) {
        if (responses.getAPIResponse(always.code()) == null) {
            responses.addAPIResponse(
                    always.code(), OASFactory.createAPIResponse().description(always.description()));
        }
    }

    private static Content content() {
        return OASFactory.createContent()
                .addMediaType(
                        "application/problem+json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    }

    private static Schema problem() {
        return object("RFC 9457 problem details.")
                .addProperty("type", text("What kind of problem: urn:kam:problem:<slug>.", "urn:kam:problem:not-found"))
                .addProperty("title", text("The kind of problem in words.", "There is no such resource"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("The HTTP status."))
                .addProperty("detail", text("What is wrong in this request.", "No account is known by this id."))
                .addProperty("instance", text("The path of the request.", "/v1/accounts"))
                .addProperty(
                        "traceId",
                        text("For the operator: finds the request in logs.", "4bf92f3577b34da6a3ce929d0e0e4736"))
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .description("The fields that are wrong, where fields are.")
                                .items(object("A field that is wrong.")
                                        .addProperty("field", text("JSON path or parameter name.", "limit"))
                                        .addProperty(
                                                "message", text("What is wrong with it.", "must be from 1 to 500"))));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description, String example) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .description(description)
                .addExample(example);
    }
}
