package org.edms.backup.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;

/** The rules, each with code that breaks it: a rule that lets its own violation pass would guard nothing. */
enum ArchitectureRule {
    THE_COMMON_MODEL_NEEDS_NOTHING_BUT_JSON(
            classes()
                    .that()
                    .resideInAPackage("org.edms.backup.model..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "com.fasterxml.jackson..", "org.edms.backup.model.."),
            """
            package org.edms.backup.model;
            class Wired { @jakarta.inject.Inject Object part; }
            """),

    THE_ENGINE_KNOWS_NO_FRAMEWORK(
            noClasses()
                    .that()
                    .resideInAPackage("org.edms.backup.engine..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta..", "io.quarkus..", "io.smallrye..", "org.apache.kafka.."),
            """
            package org.edms.backup.engine.pack;
            class Wired { @jakarta.inject.Inject Object part; }
            """),

    THE_ENGINE_KNOWS_NOTHING_ABOVE_IT(
            noClasses()
                    .that()
                    .resideInAPackage("org.edms.backup.engine..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.edms.backup..")
                            .and(resideOutsideOfPackages("org.edms.backup.engine..", "org.edms.backup.model.."))),
            """
            package org.edms.backup.engine.pack;
            class Upward { org.edms.backup.service.Gateway gateway; }
            """,
            """
            package org.edms.backup.service;
            public class Gateway {}
            """),

    SERVICES_MEET_IN_MESSAGES_AND_NOT_IN_CODE(
            slices().matching("org.edms.backup.(service|worker|scheduler)..")
                    .should()
                    .notDependOnEachOther(),
            """
            package org.edms.backup.worker;
            class Sideways { org.edms.backup.service.Gateway gateway; }
            """,
            """
            package org.edms.backup.service;
            public class Gateway {}
            """),

    THE_SCHEDULER_DOES_NO_WORK_ITSELF(
            noClasses()
                    .that()
                    .resideInAPackage("org.edms.backup.scheduler..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.edms.backup.engine.."),
            """
            package org.edms.backup.scheduler;
            class Worker { org.edms.backup.engine.backup.Work work; }
            """,
            """
            package org.edms.backup.engine.backup;
            public class Work {}
            """),

    CONCEPTS_KNOW_NO_VERBS(
            noClasses()
                    .that()
                    .resideInAnyPackage(inEngine(
                            "work",
                            "input",
                            "spool",
                            "age",
                            "pack",
                            "store",
                            "catalog",
                            "model",
                            "references",
                            "draft",
                            "source"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(inEngine("backup", "restore", "verify", "legacy")),
            """
            package org.edms.backup.engine.pack;
            class Upward { org.edms.backup.engine.verify.Check check; }
            """,
            """
            package org.edms.backup.engine.verify;
            public class Check {}
            """),

    VERBS_MEET_ONLY_IN_VERIFY(
            slices().matching("org.edms.backup.engine.(backup|restore|legacy)..")
                    .should()
                    .notDependOnEachOther(),
            """
            package org.edms.backup.engine.restore;
            class Sideways { org.edms.backup.engine.backup.Work work; }
            """,
            """
            package org.edms.backup.engine.backup;
            public class Work {}
            """),

    A_PACKAGE_KNOWS_ITS_CONTAINER_AND_THE_CONTAINER_ITS_MANIFEST(
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("pack")
                    .definedBy("org.edms.backup.engine.pack")
                    .layer("container")
                    .definedBy("org.edms.backup.engine.pack.container..")
                    .layer("manifest")
                    .definedBy("org.edms.backup.engine.pack.manifest..")
                    .whereLayer("pack")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("container")
                    .mayOnlyBeAccessedByLayers("pack"),
            """
            package org.edms.backup.engine.pack.manifest;
            class Upward { org.edms.backup.engine.pack.container.Blocks blocks; }
            """,
            """
            package org.edms.backup.engine.pack.container;
            public class Blocks {}
            """),

    A_CONVERSION_READS_FIXTURES_AND_DUMPS_APART(
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("legacy")
                    .definedBy("org.edms.backup.engine.legacy")
                    .layer("fixture")
                    .definedBy("org.edms.backup.engine.legacy.fixture..")
                    .layer("dump")
                    .definedBy("org.edms.backup.engine.legacy.dump..")
                    .layer("rows")
                    .definedBy("org.edms.backup.engine.legacy.rows..")
                    .layer("archive")
                    .definedBy("org.edms.backup.engine.legacy.archive..")
                    .whereLayer("legacy")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("fixture")
                    .mayOnlyBeAccessedByLayers("legacy")
                    .whereLayer("dump")
                    .mayOnlyBeAccessedByLayers("legacy")
                    .whereLayer("rows")
                    .mayOnlyBeAccessedByLayers("legacy", "fixture", "dump")
                    .whereLayer("archive")
                    .mayOnlyBeAccessedByLayers("legacy", "fixture", "dump"),
            """
            package org.edms.backup.engine.legacy.fixture;
            class Sideways { org.edms.backup.engine.legacy.dump.Statements statements; }
            """,
            """
            package org.edms.backup.engine.legacy.dump;
            public class Statements {}
            """),

    PACKAGES_FORM_NO_CYCLES(slices().matching("org.edms.backup.(**)").should().beFreeOfCycles(), """
            package org.edms.backup.engine.restore;
            public class Story { org.edms.backup.engine.restore.files.Part part; }
            """, """
            package org.edms.backup.engine.restore.files;
            public class Part { org.edms.backup.engine.restore.Story story; }
            """),

    COMMANDS_STAND_ALONE(
            slices().matching("org.edms.backup.cli.(backup|model|restore|schedule|suite|monitor)..")
                    .should()
                    .notDependOnEachOther(),
            """
            package org.edms.backup.cli.monitor;
            class Sideways { org.edms.backup.cli.suite.Process process; }
            """,
            """
            package org.edms.backup.cli.suite;
            public class Process {}
            """),

    WHAT_COMMANDS_SHARE_KNOWS_NO_COMMAND(
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("program")
                    .definedBy("org.edms.backup.cli")
                    .layer("commands")
                    .definedBy(inCommandLine("backup", "model", "restore", "schedule", "suite", "monitor"))
                    .layer("options")
                    .definedBy(inCommandLine("option"))
                    .layer("services")
                    .definedBy(inCommandLine("remote"))
                    .layer("output")
                    .definedBy(inCommandLine("output"))
                    .whereLayer("program")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("commands")
                    .mayOnlyBeAccessedByLayers("program")
                    .whereLayer("options")
                    .mayOnlyBeAccessedByLayers("program", "commands")
                    .whereLayer("services")
                    .mayOnlyBeAccessedByLayers("program", "commands", "options"),
            """
            package org.edms.backup.cli.option;
            class Upward { org.edms.backup.cli.Program program; }
            """,
            """
            package org.edms.backup.cli;
            public class Program {}
            """),

    NAMES_SAY_WHAT_A_CLASS_IS(
            noClasses()
                    .that()
                    .resideInAPackage("org.edms.backup..")
                    .should()
                    .haveNameMatching(".*(Impl|Utils?|Helper|Manager|DTO|Dto)"),
            """
            package org.edms.backup.engine.pack;
            class PackageManager {}
            """),

    DEPENDENCIES_COME_THROUGH_THE_CONSTRUCTOR(
            noFields()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage("org.edms.backup..")
                    .should()
                    .beAnnotatedWith("jakarta.inject.Inject"),
            """
            package org.edms.backup.service;
            class Wired { @jakarta.inject.Inject Object part; }
            """),

    TIME_COMES_FROM_A_CLOCK(
            noClasses()
                    .that()
                    .resideInAPackage("org.edms.backup..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(OffsetDateTime.class, "now")
                    .orShould()
                    .callMethod(ZonedDateTime.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis"),
            """
            package org.edms.backup.engine.pack;
            class Hasty { java.time.Instant made = java.time.Instant.now(); }
            """),

    ONLY_COMMANDS_WRITE_TO_THE_TERMINAL(
            noClasses()
                    .that()
                    .resideInAPackage("org.edms.backup..")
                    .and()
                    .resideOutsideOfPackages(
                            "org.edms.backup.cli..", "org.edms.backup.demo..", "org.edms.backup.standalone..")
                    .should(ACCESS_STANDARD_STREAMS),
            """
            package org.edms.backup.engine.pack;
            class Loud { void say() { System.out.println("here"); } }
            """),

    FAILURES_HAVE_A_TYPE(
            noClasses().that().resideInAPackage("org.edms.backup..").should(THROW_GENERIC_EXCEPTIONS), """
            package org.edms.backup.engine.pack;
            class Vague { void fail() { throw new RuntimeException("somehow"); } }
            """);

    private final ArchRule rule;
    private final List<String> violation;

    ArchitectureRule(ArchRule rule, String... violation) {
        // A package that is still empty breaks no rule.
        this.rule = rule.allowEmptyShould(true);
        this.violation = List.of(violation);
    }

    ArchRule rule() {
        return rule;
    }

    List<String> violation() {
        return violation;
    }

    private static String[] inEngine(String... packages) {
        return below("org.edms.backup.engine.", packages);
    }

    private static String[] inCommandLine(String... packages) {
        return below("org.edms.backup.cli.", packages);
    }

    private static String[] below(String parent, String... packages) {
        return Stream.of(packages).map(name -> parent + name + "..").toArray(String[]::new);
    }
}
