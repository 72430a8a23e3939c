package org.kamsuite.scoring.score;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

/// The rules by which accounts are scored.
@Path("/v1/models")
@Tag(name = "Models", description = "The rules by which accounts are scored; a version never changes.")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
public class ModelResource {

    static final String EXAMPLE = """
            {"version":"default/1","name":"Default model","description":"Points from 0 to 10 per criterion ...",
            "criteria":[{"code":"REVENUE","name":"Revenue","description":"Invoices less credit notes ...",
            "unit":"× average account","weight":40,"breakpoints":[{"value":0,"points":0},{"value":0.25,"points":2.5},
            {"value":1,"points":5},{"value":3,"points":7.5},{"value":10,"points":10}]}],
            "classes":[{"class":"A","from":6.5},{"class":"B","from":4.5},{"class":"C","from":0}]}""";

    @GET
    @Operation(
            operationId = "listModels",
            summary = "All models",
            description =
                    "Criteria with units, weights and breakpoints, and the thresholds of the classes. Roles: all.")
    @APIResponse(responseCode = "200", description = "All of them; there is one page")
    public Page<ScoringModel> list() {
        return new Page<>(Models.all(), null);
    }

    @GET
    @Path("/{version: .+}")
    @Operation(operationId = "getModel", summary = "One model", description = "As in the list. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The model",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScoringModel.class),
                            examples = @ExampleObject(name = "model", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "No such model")
    public ScoringModel get(
            @Parameter(description = "Name and version, with its slash: /v1/models/default/1.", example = "default/1")
                    @PathParam("version")
                    String version) {
        return Models.find(version).orElseThrow(() -> Problem.notFound("There is no model " + version + "."));
    }
}
