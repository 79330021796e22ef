package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.Patience;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that gossips as it is tried: the demonstration, and by hand. */
class OncestreamMembershipITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();

    /** Of all tests: what servers begin with is made once. */
    @TempDir private static Path folder;

    @Test
    void allThatHappensIsFoundAndNobodyElseIsBlamed() throws Exception {
        try (ScriptRun run =
                ScriptRun.start(
                        SCRIPT, folder, "run", "membership", "--length", "40s", "--seed", "1")) {
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out())
                    .containsPattern("crashes: suspect +\\d+\\.\\d s later")
                    .containsPattern("crashes: dead +\\d+\\.\\d s later")
                    .containsPattern("is restarted: alive +(\\d|within)")
                    .containsPattern("split: 2 groups +\\d+\\.\\d s later")
                    .containsPattern("healed: 1 group +(\\d|within)")
                    .containsPattern("leaves: left +(\\d|within)")
                    .containsPattern("whose clock is wrong: blamed +0\n")
                    .containsPattern("whose reports are cut: blamed +0\n")
                    .containsPattern("violations +0\n");
        }
        assertThat(sql("SELECT status FROM members")).contains("alive", "left");
    }

    @Test
    void aServedJobHearsAgentsOfAnotherProcess() throws Exception {
        oncestream("run", "membership", "--length", "5s").isWrongUsage("--length is 5s", "30s");
        oncestream("run", "membership", "--dead-after", "5s")
                .isWrongUsage("--dead-after", "--serve");
        try (ScriptRun service = ScriptRun.start(SCRIPT, folder, "run", "membership", "--serve")) {
            Patience.await()
                    .until(
                            () -> {
                                assertThat(service.isAlive()).as(service.err()).isTrue();
                                return service.err().contains("member_changes ORDER BY");
                            });
            String source = service.err().replaceFirst("(?s).*--to (udp:\\S+).*", "$1");
            try (ScriptRun agents =
                    ScriptRun.start(
                            SCRIPT,
                            folder,
                            "gossip",
                            "--to",
                            source,
                            "--beat",
                            "200ms",
                            "--nodes",
                            "3",
                            "--cluster",
                            "hand")) {
                Patience.await()
                        .untilAsserted(
                                () ->
                                        assertThat(
                                                        sql(
                                                                "SELECT node FROM members WHERE"
                                                                    + " cluster = 'hand' AND status"
                                                                    + " = 'alive'"))
                                                .contains("n1", "n2", "n3"));
                agents.signal("INT");
                assertThat(agents.await(Duration.ofSeconds(10)).code()).isEqualTo(130);
            }
            service.signal("INT");
            assertThat(service.await().err()).contains("resume it with");
        }
    }

    @Test
    void agentsThatMakeNoSenseAreRefused() {
        oncestream("gossip", "--nodes", "65").isWrongUsage("--nodes is 65", "2 to 64");
        oncestream("gossip", "--beat", "1ms").isWrongUsage("--beat is 1 ms", "20ms");
        oncestream("gossip", "--to", "tcp://127.0.0.1:9300")
                .isWrongUsage("--to", "udp://HOST:PORT");
        oncestream("gossip", "--cluster", "a\"b").isWrongUsage("--cluster");
    }

    private static String sql(String query) {
        ScriptRun.Ended done = oncestream("sql", query);
        assertThat(done.code()).as(done.err()).isZero();
        return done.out();
    }

    private static ScriptRun.Ended oncestream(String... words) {
        return InThisProcess.run(folder, words);
    }
}
