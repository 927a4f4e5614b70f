package io.camelclio.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls of the house: who may know whom. */
class ArchitectureTest {

    private static final String KAFKA_CLIENTS = "org.apache.kafka..";

    /** Everything that runs in production, from all modules. */
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("testkit"))
            .importPackages("io.camelclio");

    @Test
    void pullingAndEventsKnowNoVendorAndNoKafka() {
        noClasses()
                .that()
                .resideInAnyPackage("io.camelclio.pull..", "io.camelclio.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.camelclio.component..",
                        "io.camelclio.app..",
                        "io.camelclio.kafka..",
                        KAFKA_CLIENTS,
                        "org.apache.camel.component..",
                        "io.vertx..")
                .check(PRODUCTION);
    }

    @Test
    void componentKnowsNeitherKafkaNorTheApplication() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.component..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.camelclio.app..",
                        "io.camelclio.kafka..",
                        KAFKA_CLIENTS,
                        "org.apache.camel.component.kafka..")
                .check(PRODUCTION);
    }

    @Test
    void onlyTheVertxAdapterKnowsVertx() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.component..")
                .and()
                .haveNameNotMatching(".*\\.Vertx(Adapter|Receiver)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "org.apache.camel.component.platform.http.vertx..")
                .check(PRODUCTION);
    }

    @Test
    void kafkaConfigurationKnowsNeitherComponentNorApplication() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelclio.component..", "io.camelclio.pull..", "io.camelclio.app..")
                .check(PRODUCTION);
    }

    @Test
    void smokeballKnowsNothingOfClioOrKafka() {
        noClasses()
                .that()
                .resideInAPackage("io.camelclio.app.smokeball..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelclio.component..", "io.camelclio.kafka..", KAFKA_CLIENTS)
                .check(PRODUCTION);
    }

    @Test
    void productionKnowsNoTestKitAndNoBroker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelclio.testkit..", "io.camelclio.sandbox..", "kafka..", "org.junit..")
                .check(PRODUCTION);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.camelclio.(**)").should().beFreeOfCycles().check(PRODUCTION);
    }

    /** A rule over no classes holds always, so the classes have to be there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.camelclio.pull",
                "io.camelclio.event",
                "io.camelclio.component.webhook",
                "io.camelclio.kafka.topics",
                "io.camelclio.app.smokeball"
            })
    void seesTheClassesOfEveryModule(String expected) {
        classes()
                .that()
                .resideInAPackage(expected)
                .should()
                .resideInAPackage(expected)
                .allowEmptyShould(false)
                .check(PRODUCTION);
    }
}
