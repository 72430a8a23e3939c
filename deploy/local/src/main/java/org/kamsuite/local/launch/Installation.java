package org.kamsuite.local.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the built programs are.
///
/// `./kam` starts from a copy of the build output (system property `kam.apps`), so that building again does not
/// pull the jars from under a running suite; without it the `target` folders of the checkout are used.
final class Installation {

    private Installation() {}

    /// Root of the checkout: system property `kam.checkout`, else the folder above the working directory that
    /// holds the `kam` script and the parent pom.
    static Path checkout() {
        var named = System.getProperty("kam.checkout");
        if (named != null) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        var start = Path.of("").toAbsolutePath();
        for (var dir = start; dir != null; dir = dir.getParent()) {
            if (Files.isRegularFile(dir.resolve("kam")) && Files.isDirectory(dir.resolve("event-contracts"))) {
                return dir;
            }
        }
        throw new LaunchFailure("No KAM Suite checkout at or above %s.".formatted(start));
    }

    /// The runnable jar of a service.
    static Path jar(SuiteService service) {
        return runnable(
                service,
                apps().map(apps -> apps.resolve(service.id()))
                        .orElseGet(() -> checkout().resolve(service.id()).resolve("target/quarkus-app")));
    }

    /// The same in another checkout, packaged there.
    static Path jar(SuiteService service, Path checkout) {
        return runnable(service, checkout.resolve(service.id()).resolve("target/quarkus-app"));
    }

    private static Path runnable(SuiteService service, Path folder) {
        var jar = folder.resolve("quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new LaunchFailure("%s is not built: %s is missing. Build it with: mvn -DskipTests package"
                    .formatted(service.id(), jar));
        }
        return jar;
    }

    /// Where the start-up cache of a process belongs: beside the copy of its build, so that it goes with it.
    static Optional<Path> aotCache(String component) {
        return apps().map(apps -> apps.resolve("aot").resolve(component + ".aot"));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Optional<Path> apps() {
        return Optional.ofNullable(System.getProperty("kam.apps")).map(Path::of);
    }
}
