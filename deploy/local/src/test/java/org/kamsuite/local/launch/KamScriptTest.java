package org.kamsuite.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `kam` script in a made-up checkout, with a JDK and a Maven that only note how they are called.
class KamScriptTest {

    private static final List<String> QUARKUS_APPLICATIONS = List.of(
            "account-service",
            "scoring-service",
            "relationship-service",
            "service-monitor",
            "receivables-service",
            "benchmarks/hello");

    @TempDir
    Path dir;

    private Path checkout;
    private Path jdk;
    private Path calls;

    record Result(int exitCode, String output) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(dir.resolve("check out"));
        calls = dir.resolve("calls");
        Files.copy(Installation.checkout().resolve("kam"), checkout.resolve("kam"), StandardCopyOption.COPY_ATTRIBUTES);
        write(checkout.resolve("pom.xml"), "<project/>");
        write(checkout.resolve("account-service/src/main/java/A.java"), "class A {}");
        write(checkout.resolve("account-service/src/main/java/B.java"), "class B {}");
        for (var module : QUARKUS_APPLICATIONS) {
            write(checkout.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"), "jar");
        }
        write(checkout.resolve("deploy/local/target/lib/event-contracts-1.jar"), "jar");
        write(checkout.resolve("deploy/local/target/kam-local-1.jar"), "jar");
        write(checkout.resolve("benchmarks/target/lib/kafka-clients-1.jar"), "jar");
        write(checkout.resolve("benchmarks/target/kam-benchmarks-1.jar"), "jar");

        jdk = makeJdk("jdk", 25);
        program(
                dir.resolve("bin/mvn"),
                "echo \"mvn $JAVA_HOME $*\" >>'" + calls + "'\n"
                        + "echo '[INFO] Building account-service 1.0.0-SNAPSHOT        [1/9]'\n"
                        + "if [ -f '" + checkout + "/broken' ]; then echo '[ERROR] does not compile'; exit 1; fi");
    }

    @Test
    void buildsOnTheFirstRunOnly() throws Exception {
        var first = kam("up", "--x");
        assertThat(first.exitCode()).isZero();
        assertThat(first.output()).contains("[1/9]   account-service");
        assertThat(builds()).hasSize(1);
        assertThat(calls()).last().asString().endsWith("org.kamsuite.local.Kam up --x");

        assertThat(kam("token").output()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceHasChanged() throws Exception {
        kam("up");
        write(checkout.resolve("account-service/src/main/java/A.java"), "class A { int a; }");
        kam("up");
        assertThat(builds()).hasSize(2).last().asString().doesNotContain("clean");
    }

    @Test
    void buildsFromScratchWhenASourceIsGone() throws Exception {
        kam("up");
        Files.delete(checkout.resolve("account-service/src/main/java/B.java"));
        kam("up");
        assertThat(builds()).hasSize(2).last().asString().endsWith("clean package");
    }

    @Test
    void doesNotBuildForATestOrForAFileThatOnlyWasTouched() throws Exception {
        kam("up");
        write(checkout.resolve("account-service/src/test/java/ATest.java"), "class ATest {}");
        write(checkout.resolve("account-service/src/main/java/A.java"), "class A {}");
        kam("up");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aFailedBuildShowsTheErrorAndIsTriedAgain() throws Exception {
        write(checkout.resolve("broken"), "");
        var failed = kam("up");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output()).contains("[ERROR] does not compile", "build.log");
        Files.delete(checkout.resolve("broken"));
        assertThat(kam("up").exitCode()).isZero();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void anEarlierBuildGoesWhenNobodyUsesItAnyMore() throws Exception {
        kam("up");
        write(checkout.resolve("pom.xml"), "<project>2</project>");
        kam("up");
        try (var builds = Files.list(checkout.resolve(".kam/build"))) {
            assertThat(builds.filter(Files::isDirectory)).hasSize(1);
        }
    }

    @Test
    void benchRunsFromTheSameBuild() throws Exception {
        kam("up");
        kam("bench", "growth");
        assertThat(builds()).hasSize(1);
        assertThat(calls()).last().asString().contains("/kam-bench/*").endsWith("org.kamsuite.bench.Bench growth");
    }

    @Test
    void testRunsMavenVisibly() throws Exception {
        assertThat(kam("test", "-pl", "account-service").output()).contains("[INFO] Building");
        assertThat(builds()).singleElement().asString().endsWith("verify -pl account-service");
    }

    @Test
    void anOldJdkIsPassedOver() throws Exception {
        jdk = makeJdk("old", 17);
        makeJdk("home/.jdks/temurin-25", 25);
        kam("up");
        // Which one it finds depends on the machine; the old one it must not be.
        assertThat(builds()).singleElement().asString().doesNotContain(jdk.toString());
    }

    @Test
    void helpNeedsNothingAndAnUnknownCommandIsRefused() throws Exception {
        assertThat(kam("help").output()).contains("./kam COMMAND");
        assertThat(kam("upp").exitCode()).isEqualTo(2);
        assertThat(calls).doesNotExist();
    }

    private Path makeJdk(String name, int major) throws IOException {
        var home = dir.resolve(name);
        write(home.resolve("release"), "JAVA_VERSION=\"%d.0.1\"%nJAVA_RUNTIME_VERSION=\"x\"%n".formatted(major));
        program(home.resolve("bin/java"), "echo \"java " + home + " $*\" >>'" + calls + "'");
        program(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    private List<String> calls() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private List<String> builds() throws IOException {
        return calls().stream().filter(call -> call.startsWith("mvn ")).toList();
    }

    private Result kam(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(checkout.resolve("kam").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("HOME", dir.resolve("home").toString());
        environment.put("PATH", dir.resolve("bin") + ":/usr/bin:/bin");
        environment.remove("KAM_HOME");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), output);
    }

    private static void program(Path file, String script) throws IOException {
        write(file, "#!/usr/bin/env bash\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
