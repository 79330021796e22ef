package io.oncestream;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableName;
import org.apache.flink.api.common.functions.Function;

@AnalyzeClasses(
        packages = "io.oncestream",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    private static final Class<?>[] SINKS_WORDS = {
        SinkName.class,
        TableName.class,
        StartPolicy.class,
        SinkFailure.class,
        DatabaseUnavailable.class
    };

    /** The tests of other modules, which come in jars here. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule modulesDependOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("state")
                    .definedBy("io.oncestream.state..")
                    .layer("credential")
                    .definedBy("io.oncestream.connector.credential..")
                    .layer("jdbc")
                    .definedBy("io.oncestream.connector.jdbc..")
                    .layer("sources")
                    .definedBy(
                            "io.oncestream.connector.compression..",
                            "io.oncestream.connector.format..",
                            "io.oncestream.connector.reading..",
                            "io.oncestream.connector.source..")
                    .layer("servers")
                    .definedBy("io.oncestream.server..")
                    .layer("functions")
                    .definedBy("io.oncestream.function..")
                    .layer("command line")
                    .definedBy("io.oncestream.cli..")
                    .layer("kit")
                    .definedBy("io.oncestream.kit..")
                    .layer("jobs")
                    .definedBy("io.oncestream.job..")
                    .layer("launcher")
                    .definedBy("io.oncestream.launcher..")
                    .whereLayer("launcher")
                    .mayNotBeAccessedByAnyLayer()
                    // The list of all jobs names them in words alone.
                    .whereLayer("jobs")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("servers")
                    .mayOnlyBeAccessedByLayers("launcher")
                    .whereLayer("kit")
                    .mayOnlyBeAccessedByLayers("jobs", "launcher")
                    .whereLayer("command line")
                    .mayOnlyBeAccessedByLayers("kit", "jobs", "launcher")
                    .whereLayer("functions")
                    .mayOnlyBeAccessedByLayers("command line", "kit", "jobs", "launcher")
                    .whereLayer("jdbc")
                    .mayOnlyBeAccessedByLayers("command line", "kit", "jobs", "launcher")
                    .whereLayer("sources")
                    .mayOnlyBeAccessedByLayers(
                            "functions", "command line", "kit", "jobs", "launcher");

    @ArchTest
    static final ArchRule stateKnowsOnlyFlinksCore =
            noClasses()
                    .that()
                    .resideInAPackage("io.oncestream.state..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink.streaming..", "org.apache.flink.runtime..");

    @ArchTest
    static final ArchRule noJobSeesAnother =
            slices().matching("io.oncestream.job.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule launcherHasNoPackageCycles =
            slices().matching("io.oncestream.launcher.(*)..").should().beFreeOfCycles();

    /** The entry is in no slice of the rule above. */
    @ArchTest
    static final ArchRule nothingKnowsTheLaunchersEntry =
            noClasses()
                    .that()
                    .resideInAPackage("io.oncestream.launcher.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.oncestream.launcher");

    @ArchTest
    static final ArchRule theSinkHasNoPackageCycles =
            slices().matching("io.oncestream.connector.jdbc.(*)..").should().beFreeOfCycles();

    /**
     * What a job uses is in no slice of the rule above, and stands over them but for these. What
     * reads is used as the sink is.
     */
    @ArchTest
    static final ArchRule theSinksPackagesKnowOnlyTheWordsOfItsApi =
            noClasses()
                    .that()
                    .resideInAPackage("io.oncestream.connector.jdbc.*..")
                    .and()
                    .resideOutsideOfPackages(
                            "io.oncestream.connector.jdbc.cut",
                            "io.oncestream.connector.jdbc.store")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.oncestream.connector.jdbc")
                                    .and(not(belongToAnyOf(SINKS_WORDS))));

    @ArchTest
    static final ArchRule theWordsOfTheSinksApiKnowNoneOfItsPackages =
            noClasses()
                    .that(belongToAnyOf(SINKS_WORDS))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.oncestream.connector.jdbc.*..");

    @ArchTest
    static final ArchRule theSinkKnowsNoReader =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.oncestream.connector.jdbc.cut")
                    .and()
                    .resideInAPackage("io.oncestream.connector.jdbc..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.oncestream.connector.jdbc.cut");

    @ArchTest
    static final ArchRule onlyTheSinksEntryKnowsItsDatabases =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.oncestream.connector.jdbc.postgres..",
                            "io.oncestream.connector.jdbc.mariadb..")
                    .and()
                    .doNotHaveFullyQualifiedName(Dialects.class.getName())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.oncestream.connector.jdbc.postgres..",
                            "io.oncestream.connector.jdbc.mariadb..");

    @ArchTest
    static final ArchRule onlyTheLauncherEndsTheProcess =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.oncestream.launcher..")
                    .should()
                    .callMethod(System.class, "exit", int.class)
                    .orShould()
                    .callMethod(Runtime.class, "exit", int.class)
                    .orShould()
                    .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule onlyTheJdbcSinkUsesFlinksLegacySinks =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.oncestream.connector.jdbc..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink.streaming.api.functions.sink.legacy..");

    @ArchTest
    static final ArchRule functionsAreFinal =
            classes().that().implement(Function.class).should().haveModifier(JavaModifier.FINAL);
}
