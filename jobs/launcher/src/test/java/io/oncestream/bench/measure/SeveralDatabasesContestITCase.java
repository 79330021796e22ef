package io.oncestream.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.bench.commit.CommitContest;
import io.oncestream.bench.transfers.TransfersContest;
import io.oncestream.launcher.home.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * All contestants write the same into two databases, of both kinds.
 *
 * <p>The checks were seen to fail: "is below zero" with a client that asks for no funds, "postings
 * that are missing" with one that leaves out a leg, "is not the sum of its postings" with wrong
 * amounts in them, "a prepared transaction is left" with one that commits in one database, and "9
 * checkpoints of 10 are in" with a last one that is not committed.
 */
@Tag("matrix") // It starts two databases and a broker of its own.
class SeveralDatabasesContestITCase {

    private static final int COMMANDS = 600;
    private static final int DELAY_MILLIS = 2;

    @TempDir private static Path folder;

    private static Servers servers;
    private static Case small;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("oncestream.checkout", "../..");
        System.setProperty("oncestream.home", folder.toString());
        servers =
                new Servers(Home.fromSystemProperties().installation(), folder.resolve("servers"));
        ServerOptions options = new ServerOptions(List.of(2), DELAY_MILLIS);
        CommandLine.populateCommand(options, "--kinds=postgresql,mariadb");
        Map<String, String> settings = new TreeMap<>(options.cases().get(0).settings());
        settings.putAll(options.start(servers, line -> assertThat(line).contains("delayed")));
        settings.putAll(Broker.start(servers));
        small = new ServiceOptions(200).in(new Case("small", settings).with("seed", 1));
        Home.fromSystemProperties().folder("bench/transfers/" + Broker.FOLDER);
    }

    @AfterAll
    static void stop() {
        servers.close();
        System.clearProperty("oncestream.checkout");
        System.clearProperty("oncestream.home");
    }

    static List<String> committing() {
        return List.copyOf(new CommitContest().contestants().keySet());
    }

    @ParameterizedTest
    @MethodSource("committing")
    void commitsEachCheckpointInAllDatabases(String contestant) throws Exception {
        int checkpoints = 10;
        Case one = small.with(Case.READINGS, checkpoints).with("rows", 5);
        try (Work work = new CommitContest().contestants().get(contestant).prepare(one)) {
            work.run();
            assertThat(work.check()).isEqualTo(new Check(50, checkpoints, 50 * 49 / 2, List.of()));
            assertThat(work.figures().get("commit-p50-ms")).isGreaterThan(DELAY_MILLIS);
        }
    }

    static List<String> transferring() {
        return List.copyOf(new TransfersContest().contestants().keySet());
    }

    @ParameterizedTest
    @MethodSource("transferring")
    void decidesEachCommandAsTheJobDoes(String contestant) throws Exception {
        Check check = transfer(contestant);
        assertThat(check.rows()).isEqualTo(COMMANDS);
        assertThat(check.readings()).isEqualTo(COMMANDS);
        assertThat(check).isEqualTo(transfer("oncestream"));
    }

    /** Few accounts: some of them cannot pay. */
    private static Check transfer(String contestant) throws Exception {
        Case one =
                small.with(Case.READINGS, COMMANDS)
                        .with("accounts", 12)
                        .with("ledgers", 3)
                        .with("workers", 2)
                        .with("batch", 50);
        try (Work work = new TransfersContest().contestants().get(contestant).prepare(one)) {
            work.run();
            return work.check();
        }
    }
}
