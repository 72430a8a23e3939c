package org.kamsuite.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

/// The suite's architecture as rules; each module checks itself with
/// `ArchitectureRules.check("org.kamsuite.…", n)`.
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /// @param root the module's root package
    /// @param atLeast how many classes must have been read: an importer that reads none would pass
    ///     everything
    public static void check(String root, int atLeast) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        if (classes.size() < atLeast) {
            throw new AssertionError("only " + classes.size() + " classes of " + root + " were read");
        }
        rules(root).forEach(rule -> rule.allowEmptyShould(true).check(classes));
    }

    private static List<ArchRule> rules(String root) {
        return List.of(
                slices().matching(root + ".(*)..").should().beFreeOfCycles().because("features are acyclic"),
                noClasses()
                        .that()
                        .haveNameNotMatching(".*Resource(\\$.*)?")
                        .and()
                        .resideOutsideOfPackage("org.kamsuite.platform.rest..")
                        .should()
                        .dependOnClassesThat(resideInAPackage("jakarta.ws.rs.."))
                        .because("HTTP lives in *Resource"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages("org.kamsuite.platform.outbox", "org.kamsuite.account.feed")
                        .should()
                        .dependOnClassesThat(resideInAPackage("org.apache.kafka.clients.producer.."))
                        .because("events go out through the outbox only; the feed over HTTP passes on those of others"),
                noClasses()
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(LocalDate.class, "now")
                        .orShould()
                        .callMethod(LocalDateTime.class, "now")
                        .orShould()
                        .callMethod(Clock.class, "systemUTC")
                        .orShould()
                        .callMethod(UUID.class, "randomUUID")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .because("time and identity are injected"),
                noClasses()
                        .should()
                        .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Base|Mapper|Dto)")
                        .because("these names say nothing"),
                fields().that()
                        .arePublic()
                        .should()
                        .haveModifier(JavaModifier.FINAL)
                        .because("state is private"));
    }
}
