package io.headroom.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rules between modules and packages. The command line sees every module, so they are checked here for all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseRulesTest {
    private static final String[] EXPORTED = {
        "io.headroom.api..",
        "io.headroom.compress",
        "io.headroom.compress.message",
        "io.headroom.compress.retrieve",
        "io.headroom.deploy",
        "io.headroom.deploy.agent",
        "io.headroom.deploy.host",
        "io.headroom.deploy.identity",
        "io.headroom.deploy.json",
        "io.headroom.deploy.lock",
        "io.headroom.deploy.profile",
        "io.headroom.proxy"
    };
    private static final String[] PLUGINS = {
        "io.headroom.compress.code..",
        "io.headroom.compress.html..",
        "io.headroom.compress.json..",
        "io.headroom.compress.text..",
        "io.headroom.provider.claude..",
        "io.headroom.provider.codex..",
        "io.headroom.provider.environment..",
        "io.headroom.provider.openclaw..",
        "io.headroom.supervisor.cron..",
        "io.headroom.supervisor.docker..",
        "io.headroom.supervisor.launchd..",
        "io.headroom.supervisor.systemd..",
        "io.headroom.supervisor.taskscheduler.."
    };
    /** A plugin may bring a library of its field, and use all of the JDK. */
    private static final String[] LIBRARIES = {"org.jsoup..", "org.tomlj..", "javax.xml.."};

    private static final List<String> FOREIGN = List.of(
            "tools.jackson.", "io.undertow.", "org.xnio.", "org.jboss.", "com.google.", "com.knuddels.", "org.jsoup.");
    private static final Set<String> MUTABLE = Set.of(
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.ArrayList",
            "java.util.HashSet",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.AtomicReference",
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.LongAdder",
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal");

    private JavaClasses product;

    @BeforeAll
    void readClasses() {
        product = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // The contract kits come as classes or as a jar, whatever the build has made by then.
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.headroom");
    }

    @Test
    void everyModuleIsLookedAt() {
        for (String type : List.of(
                "io.headroom.api.compress.Compressor",
                "io.headroom.compress.CompressionEngine",
                "io.headroom.compress.code.CodeCompressor",
                "io.headroom.compress.html.HtmlCompressor",
                "io.headroom.compress.text.TextCompressor",
                "io.headroom.deploy.Deployments",
                "io.headroom.provider.claude.ClaudeAdapter",
                "io.headroom.proxy.SettingsCatalog",
                "io.headroom.supervisor.systemd.SystemdSupervisor",
                "io.headroom.workload.Workloads",
                "io.headroom.cli.Main")) {
            assertTrue(product.contain(type), type);
        }
    }

    @Test
    void onlyTheCommandLineKnowsItsFrameworks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.headroom.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.inject..", "com.google.common..", "jakarta.inject..", "picocli..")
                .because("wiring and commands are the matter of the command line alone")
                .check(product);
    }

    @Test
    void onlyTheProxyKnowsTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.headroom.proxy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.undertow..", "org.xnio..")
                .check(product);
    }

    @Test
    void pluginsKnowTheApiAlone() {
        for (String plugin : PLUGINS) {
            classes()
                    .that()
                    .resideInAPackage(plugin)
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(plugin, "io.headroom.api..", "java..", "org.jspecify.annotations..", "")
                                    .or(resideInAnyPackage(LIBRARIES)))
                    .allowEmptyShould(true)
                    .check(product);
        }
    }

    @Test
    void theApiKnowsTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.headroom.api..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.headroom.api..", "java..", "org.jspecify.annotations..", ""))
                .check(product);
    }

    @Test
    void workloadsKnowTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.headroom.workload..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("io.headroom.workload..", "java..", ""))
                .check(product);
    }

    @Test
    void theEngineKnowsNeitherProxyNorCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("io.headroom.compress..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.headroom.proxy..", "io.headroom.cli..")
                .check(product);
        noClasses()
                .that()
                .resideInAPackage("io.headroom.proxy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.headroom.cli..")
                .check(product);
    }

    @Test
    void deploymentsKnowNeitherProxyNorCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("io.headroom.deploy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.headroom.compress..",
                        "io.headroom.proxy..",
                        "io.headroom.cli..",
                        "io.headroom.provider..",
                        "io.headroom.supervisor..")
                .check(product);
    }

    @Test
    @Tag("PX-101")
    void noForeignTypeIsExported() {
        classes()
                .that()
                .resideInAnyPackage(EXPORTED)
                .and()
                .arePublic()
                .should(showNoForeignTypes())
                .check(product);
    }

    @Test
    @Tag("PX-103")
    void onlyTheCommandLineEndsTheProcessOrPrints() {
        noClasses()
                .that(not(resideInAPackage("io.headroom.cli..")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(product);
    }

    @Test
    @Tag("PX-104")
    void nothingMutableIsStatic() {
        fields().that().areStatic().should(beConstant()).check(product);
    }

    @Test
    void packagesOfOneModuleHaveNoCycles() {
        for (String module :
                List.of("io.headroom.compress", "io.headroom.deploy", "io.headroom.proxy", "io.headroom.cli")) {
            slices().matching(module + ".(*)..").should().beFreeOfCycles().check(product);
        }
    }

    private static ArchCondition<JavaClass> showNoForeignTypes() {
        return new ArchCondition<>("show no type of a library") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaCodeUnit> visible = type.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                                || unit.getModifiers().contains(JavaModifier.PROTECTED));
                visible.forEach(unit -> Stream.concat(
                                Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                        .filter(shown -> FOREIGN.stream().anyMatch(shown.getName()::startsWith))
                        .forEach(shown -> events.add(SimpleConditionEvent.violated(
                                unit, unit.getFullName() + " shows " + shown.getName()))));
            }
        };
    }

    private static ArchCondition<JavaField> beConstant() {
        return new ArchCondition<>("be final and of an unchanging type") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    return;
                }
                boolean constant = field.getModifiers().contains(JavaModifier.FINAL);
                String type = field.getRawType().getName();
                if (!constant || MUTABLE.contains(type)) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is " + type));
                }
            }
        };
    }
}
