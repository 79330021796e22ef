package io.oncestream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.home.Home;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.DatabaseSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A short {@code bench chaos}, with each kind of kill.
 *
 * <p>Seen red on PostgreSQL, in three rounds of seed 48, with the sink's comparison of markers left
 * out: behind the first kill of a JobManager 467 of the 8083 appended rows were there twice, and
 * the ledger counted 100 averages more than the table had.
 */
class ChaosITCase {

    /** Each round has a second kill: one at once, and one during a recovery. */
    private static final long SEED = 299;

    private static final int ROUNDS = 2;

    @TempDir private static Path folder;

    @ParameterizedTest
    @ArgumentsSource(DatabaseSelection.PostgresOrAll.class)
    void ledgerTablesAndSourceAgreeAfterEachKill(DatabaseKind kind) throws Exception {
        System.out.println("seed " + SEED + ", " + kind);
        Path checkout = Path.of("../..").toAbsolutePath().normalize();
        Home home = new Home(checkout, folder, "./oncestream", folder.resolve("test.log"));
        try (Testbed testbed = testbed(kind, home);
                ChaosRun run =
                        new ChaosRun(
                                testbed,
                                new GeneratorScenario(testbed, SEED),
                                ChaosITCase::print)) {
            testbed.start();
            run.run(Round.of(SEED, ROUNDS, new Round.Targets(Kill.ENDS, 1)));
            run.tally().lines().forEach(ChaosITCase::print);
            assertThat(Kill.ENDS)
                    .allSatisfy(kill -> assertThat(run.tally().kills(kill)).isPositive());
            assertThat(run.tally().last()).hasSize(2).allMatch(Agreement::holds);
            assertThat(run.tally().rows()).isPositive();
        }
    }

    private static Testbed testbed(DatabaseKind kind, Home home) throws IOException {
        return Testbed.of(List.of(kind.choose(Database.POSTGRES, Database.MARIADB)), home);
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
