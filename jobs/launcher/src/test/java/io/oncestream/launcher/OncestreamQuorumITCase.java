package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.Patience;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed feeds as they are tried: the demonstration, and by hand. */
class OncestreamQuorumITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();
    private static final Path SAMPLES = SCRIPT.resolveSibling("jobs/collection/samples");

    /** Of all tests: what servers begin with is made once. */
    @TempDir private static Path folder;

    @Test
    void aLiarIsProvenAndChangesNothing() throws Exception {
        try (ScriptRun run =
                ScriptRun.start(SCRIPT, folder, "run", "quorum", "--length", "4s", "--seed", "1")) {
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .containsPattern("rounds decided +[1-9]")
                    .containsPattern("undecided +0")
                    .containsPattern("lies proven +[1-9]")
                    .containsPattern("replays rejected +[1-9]")
                    .containsPattern("certificates verified +[1-9]")
                    .containsPattern("worst error, certified +0\\.[0-3]\\d °C")
                    .containsPattern("violations +0");
        }
        ScriptRun.Ended right = verify();
        assertThat(right.code()).as(right.err()).isZero();
        assertThat(right.out()).containsPattern("rounds in which d lied +[1-9]");

        sql("UPDATE quorum_evidence SET first_value = second_value WHERE round = 200");
        ScriptRun.Ended wrong = verify();
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err())
                .contains(
                        "the evidence against d in round 200 of seattle-temperature:"
                                + " it is not of two values for one round");
        assertThat(wrong.out()).containsPattern("rows that do not hold +1\n");
    }

    @Test
    void aServedJobCertifiesWhatIsSent() throws Exception {
        oncestream("run", "quorum", "--mode", "exact").isWrongUsage("--mode", "--serve");
        try (ScriptRun service = ScriptRun.start(SCRIPT, folder, "run", "quorum", "--serve")) {
            Patience.await()
                    .until(
                            () -> {
                                assertThat(service.isAlive()).as(service.err()).isTrue();
                                return service.err().contains("certificates verify");
                            });
            String topic = service.err().replaceFirst("(?s).*--to (kafka:\\S+).*", "$1");
            ScriptRun.Ended sent =
                    oncestream(
                            "produce",
                            "--to",
                            topic,
                            "--from",
                            "file:" + SAMPLES.resolve("quorum-observations.csv"));
            assertThat(sent.code()).as(sent.err()).isZero();
            Patience.await()
                    .untilAsserted(
                            () ->
                                    assertThat(verify().out())
                                            .containsPattern("rounds certified +10\n")
                                            .containsPattern("rounds in which d lied +3\n"));
            assertThat(verify().code()).isZero();
            service.signal("INT");
            assertThat(service.await().err()).contains("resume it with");
        }
    }

    private static void sql(String query) {
        ScriptRun.Ended done = oncestream("sql", query);
        assertThat(done.out()).as(done.err()).contains("done, 1 rows");
    }

    private static ScriptRun.Ended verify() {
        return oncestream(
                "certificates",
                "verify",
                "--mode",
                "median",
                "--feeds",
                SAMPLES.resolve("quorum-feeds.txt").toString());
    }

    private static ScriptRun.Ended oncestream(String... words) {
        return InThisProcess.run(folder, words);
    }
}
