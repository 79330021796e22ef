package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series that are learned, as it is tried: the demonstration, and a file. */
class OncestreamAnomaliesITCase {

    private static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();
    private static final Path SAMPLES = SCRIPT.resolveSibling("jobs/collection/samples");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Of all tests: what servers begin with is made once. */
    @TempDir private static Path folder;

    /** Which faults there are follows from the seed, and what is found of them from these. */
    @Test
    void faultsAreFoundAndEachRowIsLearnedOnce() throws Exception {
        try (ScriptRun run =
                ScriptRun.start(SCRIPT, folder, "run", "anomalies", "--length", "20s")) {
            ScriptRun.Ended ended = run.await(PATIENCE);
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out())
                    .containsPattern("readings judged +8,000\n")
                    .containsPattern("temperature, mean error +\\d\\.\\d\\d °C\n")
                    .containsPattern("(?s)violations +0\n.*violations +0\n.*violations +0\n")
                    .containsPattern("days predicted +1,411\n")
                    .containsPattern("models trained +29\n");
            assertThat(figure(ended.out(), "right +(0\\.\\d+)")).isGreaterThanOrEqualTo(0.74);
            assertThat(figure(ended.out(), "by the day before +(0\\.\\d+)")).isLessThan(0.7);
            assertThat(figure(ended.out(), "spikes +\\d+ +(\\d+)")).isPositive();
        }
        ScriptRun.Ended sent =
                oncestream("sql", "SELECT COUNT(*) FROM anomalies WHERE grade > 0 AND key = 's1'");
        assertThat(sent.out()).as(sent.err()).containsPattern("[1-9]");
    }

    @Test
    void aFileIsLearned() {
        String file = "file:" + SAMPLES.resolve("seattle-weather-hourly.csv");
        oncestream("run", "anomalies", "--detector", "zscore")
                .isWrongUsage("--detector", "--serve");
        oncestream("run", "anomalies", "--length", "5s").isWrongUsage("--length is 5s", "20s");
        oncestream("run", "anomalies", "--from", file, "--time", "date").isWrongUsage("--values");
        ScriptRun.Ended done =
                oncestream(
                        "run",
                        "anomalies",
                        "--from",
                        file,
                        "--time",
                        "date",
                        "--values",
                        "temperature,pressure,wind",
                        "--detector",
                        "zscore",
                        "--seed",
                        "2",
                        "--all",
                        "--table",
                        "hours");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(oncestream("sql", "SELECT COUNT(*) FROM hours").out()).contains("8759");
    }

    private static double figure(String out, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(out);
        assertThat(found.find()).as(out).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static ScriptRun.Ended oncestream(String... words) {
        return InThisProcess.run(folder, words);
    }
}
