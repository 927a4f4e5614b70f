package io.camelclio;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Pulling and events serve any vendor, and this module knows nothing of where records go. */
class WallsTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.camelclio.event", "io.camelclio.pull", "io.camelclio.component");

    @Test
    void eventsKnowNothingOfPullingOrOfAVendor() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelclio.pull..", "io.camelclio.component..")
                .check(MAIN);
    }

    @Test
    void pullingKnowsNothingOfAVendor() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.pull..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camelclio.component..")
                .check(MAIN);
    }

    @Test
    void theApiClientKnowsNothingOfEndpointsAndWebhooks() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.component.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelclio.component.webhook..", "org.apache.camel..")
                .check(MAIN);
    }

    @Test
    void theCatalogueKnowsNothingOfHttpAndCamel() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.component.catalogue..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.camelclio.component", "io.camelclio.component.api..", "java.net..", "org.apache.camel..")
                .check(MAIN);
    }

    @Test
    void nothingKnowsKafkaOrASandbox() {
        noClasses()
                .that()
                .resideInAnyPackage("io.camelclio.event..", "io.camelclio.pull..", "io.camelclio.component..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.camelclio.testkit..", "io.camelclio.kafka..")
                .check(MAIN);
    }

    @Test
    void pollingKnowsNothingOfWebhooksAndActions() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.component")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelclio.component.webhook..", "io.camelclio.component.action..")
                .check(MAIN);
    }

    @Test
    void webhooksAndActionsKnowNothingOfEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.component.webhook..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camelclio.component.action..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.component.action..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camelclio.component.webhook..")
                .check(MAIN);
    }

    @Test
    void theHttpSideKnowsNothingOfClio() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.component.http..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.camelclio..").and(resideOutsideOfPackage("io.camelclio.component.http..")))
                .check(MAIN);
    }

    @Test
    void onlyTheMetersKnowMicrometer() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.camelclio.component.telemetry.MicrometerMeters")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(MAIN);
    }

    /** On servlet engines it is not on the class path. */
    @Test
    void onlyTheAdapterOfVertxKnowsVertx() {
        noClasses()
                .that()
                .haveNameNotMatching("io\\.camelclio\\.component\\.webhook\\.delivery\\.Vertx(Adapter|Receiver).*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "..platform.http.vertx..", "..platform.http.main..")
                .check(MAIN);
    }

    /** What runs Camel is the application's choice: Camel Main, Spring Boot, Quarkus. */
    @Test
    void nothingKnowsWhatRunsCamel() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.camel.main..", "org.springframework..", "jakarta.servlet..", "io.quarkus..")
                .check(MAIN);
    }

    @Test
    void telemetryKnowsNeitherEndpointsNorWebhooks() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.component.telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelclio.component", "io.camelclio.component.webhook..")
                .check(MAIN);
    }

    @Test
    void thePartsOfTheTestKitKnowEachOtherInOneDirectionOnly() {
        slices().matching("io.camelclio.testkit.(**)")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter().importPackages("io.camelclio.testkit"));
    }
}
