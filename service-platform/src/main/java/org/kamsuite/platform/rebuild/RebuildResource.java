package org.kamsuite.platform.rebuild;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;

@Path("/ops")
@Tag(name = "Operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.INTEGRATION})
public class RebuildResource {

    @Schema(name = "RebuildRequest")
    public record RebuildRequest(
            @Schema(description = "A name from `GET /ops/projections`.", examples = "accounts")
            @NotBlank
            @Size(max = 64)
            String projection,

            @Schema(description = "Default REBUILD.") RebuildView.Mode mode) {}

    @Schema(name = "ProjectionList")
    record ProjectionList(List<Rebuilds.ProjectionView> items) {}

    /// How a page of these is named in the OpenAPI document, which cannot tell a generic type.
    @Schema(name = "RebuildPage")
    record RebuildPage(
            List<RebuildView> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {}

    private static final String REQUESTED = """
            {"id":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d","projection":"accounts","mode":"CHECK","state":"WAITING",
             "requestedBy":"otto","requestedAt":"2026-03-02T09:15:01Z","done":0,"total":0,"missing":0,"surplus":0,
             "samples":[]}""";
    private static final String DONE = """
            {"id":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d","projection":"accounts","mode":"CHECK","state":"DONE",
             "requestedBy":"otto","requestedAt":"2026-03-02T09:15:01Z","startedAt":"2026-03-02T09:15:02Z",
             "finishedAt":"2026-03-02T09:15:20Z","done":1200,"total":1200,"missing":1,"surplus":0,
             "samples":[{"table":"account_reference","kind":"MISSING",
              "row":"{\\"system\\": \\"sap-emea\\", \\"number\\": \\"104711\\"}"}]}""";
    private static final String PAGE = "{\"items\":[" + DONE + "]}";
    private static final String PROJECTIONS = """
            {"items":[{"name":"accounts","madeFrom":"the latest state of each account in kam.account.events",
             "fromKafka":true,"tables":[{"table":"account_directory","rows":1200}]}]}""";

    @Inject
    Rebuilds rebuilds;

    @GET
    @Path("/projections")
    @Operation(
            operationId = "listProjections",
            summary = "What this service can make anew, and from what",
            description = "Tables that follow from facts which this service keeps, and copies of what other services"
                    + " published. Counts the rows, which takes a while for large tables. Roles: admin, integration.")
    @APIResponse(
            responseCode = "200",
            description = "The projections by name",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProjectionList.class),
                            examples = @ExampleObject(name = "example", value = PROJECTIONS)))
    public Response projections() {
        return Response.ok(new ProjectionList(rebuilds.describe())).build();
    }

    @POST
    @Path("/rebuilds")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "requestRebuild",
            summary = "Compare a projection with what it is made from, and mend it",
            description =
                    "Runs in the background, in bounded slices under the locks of the intake: reading and intake go"
                            + " on. mode CHECK reports and changes nothing. Where rows differ, REBUILD replaces them and the"
                            + " figures of their accounts are published again; where nothing differs, nothing is written and"
                            + " nothing is published. It goes on after a restart. One at a time per service. Roles: admin.")
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location tells where to follow it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RebuildView.class),
                            examples = @ExampleObject(name = "example", value = REQUESTED)))
    @APIResponse(responseCode = "409", description = "Another one is under way (rebuild-under-way)")
    @APIResponse(responseCode = "422", description = "This service has no such projection (unknown-projection)")
    public Response request(@NotNull @Valid RebuildRequest request) {
        RebuildView view = rebuilds.request(
                request.projection(), request.mode() == null ? RebuildView.Mode.REBUILD : request.mode());
        return Response.accepted(view)
                .location(URI.create("/ops/rebuilds/" + view.id()))
                .build();
    }

    @GET
    @Path("/rebuilds")
    @Operation(
            operationId = "listRebuilds",
            summary = "Checks and rebuilds, the latest first",
            description = "Finished ones stay. Roles: admin, integration.")
    @APIResponse(
            responseCode = "200",
            description = "A page of rebuilds",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RebuildPage.class),
                            examples = @ExampleObject(name = "example", value = PAGE)))
    public Page<RebuildView> list(
            @Parameter(description = "1 to 500, default 50.") @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return rebuilds.list(Page.limit(limit, 50), cursor);
    }

    @GET
    @Path("/rebuilds/{id}")
    @Operation(
            operationId = "getRebuild",
            summary = "How far a rebuild is and what it found",
            description = "Samples show whole rows, which may hold a customer's data. Roles: admin, integration.")
    @APIResponse(
            responseCode = "200",
            description = "The rebuild",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RebuildView.class),
                            examples = @ExampleObject(name = "example", value = DONE)))
    @APIResponse(responseCode = "404", description = "No such rebuild")
    public RebuildView get(@PathParam("id") UUID id) {
        return rebuilds.get(id);
    }
}
