package org.kamsuite.test;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;

/// Checks and rebuilds projections of the service under test as an admin would.
public final class Rebuilds {

    private static final Set<String> UNDER_WAY = Set.of("WAITING", "READING", "COMPARING");

    private Rebuilds() {}

    /// Asks for it and waits until it is done.
    ///
    /// @param mode `CHECK` or `REBUILD`
    /// @return `GET /ops/rebuilds/{id}`
    public static JsonPath run(String projection, String mode) {
        return done(request(projection, mode));
    }

    /// Asks for it and returns its location.
    public static String request(String projection, String mode) {
        return admin().contentType("application/json")
                .body("{\"projection\":\"%s\",\"mode\":\"%s\"}".formatted(projection, mode))
                .post("/ops/rebuilds")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
    }

    /// Waits until it is done, and fails when it failed.
    public static JsonPath done(String location) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> !UNDER_WAY.contains(get(location).getString("state")));
        JsonPath done = get(location);
        if (!"DONE".equals(done.getString("state"))) {
            throw new AssertionError(done.prettify());
        }
        return done;
    }

    /// How far it is.
    public static JsonPath get(String location) {
        return admin().get(location).then().statusCode(200).extract().jsonPath();
    }

    /// How many rows were found to be missing or surplus.
    public static long differences(JsonPath rebuild) {
        return rebuild.getLong("missing") + rebuild.getLong("surplus");
    }

    private static RequestSpecification admin() {
        return RestAssured.given().auth().oauth2(Tokens.of("otto", "admin"));
    }
}
