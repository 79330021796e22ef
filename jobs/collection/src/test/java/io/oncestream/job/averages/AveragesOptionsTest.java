package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import io.oncestream.function.BadRecordPolicy;
import io.oncestream.function.InputSize;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AveragesOptionsTest {

    private static final String URL = "jdbc:postgresql://localhost/shop?user=flink";

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = Files.writeString(folder.resolve("readings.csv"), "at,price\n2026-01-01,1\n");
    }

    @Test
    void theRequiredOptionsAreEnough() {
        AveragesOptions options = parse();
        assertThat(options.config())
                .isEqualTo(
                        new AveragesConfig(
                                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO));
        assertThat(options.tables())
                .containsExactly("averages", "averages_rejected", "averages_late");
        assertThat(options.sources().readings().size())
                .isEqualTo(new InputSize(file.toFile().length(), -1));
        assertThatCode(options::sinks).doesNotThrowAnyException();
    }

    @Test
    void optionsAreRead() {
        AveragesOptions options =
                parse(
                        "--window",
                        "1h",
                        "--slide",
                        "5m",
                        "--lateness",
                        "2s",
                        "--out-of-order",
                        "1s",
                        "--bad-records",
                        "fail",
                        "--table",
                        "t");
        assertThat(options.config())
                .isEqualTo(
                        new AveragesConfig(
                                Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofSeconds(2)));
        assertThat(options.source().input().badRecords()).isEqualTo(BadRecordPolicy.FAIL);
        assertThat(options.tables()).containsExactly("t", "t_rejected", "t_late");
    }

    @Test
    void theSamplesOptionsFitTheSample() {
        Map<String, String> defaults =
                new HashMap<>(new AveragesJob().sample().orElseThrow().options());
        defaults.put("--from", "file:samples/flights-2k.csv");
        defaults.put("--to", URL);
        AveragesOptions options = new AveragesOptions();
        CommandLine commandLine = CommandLines.of(options);
        CommandLines.setDefaults(commandLine, defaults);
        assertThat(CommandLines.parse(commandLine)).isTrue();
        assertThat(options.config().window()).isEqualTo(Duration.ofDays(1));
        assertThat(options.sources().readings().size().bytes()).isPositive();
    }

    @Test
    void helpNamesEveryOptionAndRunsNothing() {
        CommandLine commandLine = CommandLines.of(new AveragesOptions());
        StringWriter out = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true));
        assertThat(CommandLines.parse(commandLine, "--help")).isFalse();
        commandLine
                .getCommandSpec()
                .options()
                .forEach(option -> assertThat(out.toString()).contains(option.longestName()));
        assertThat(out.toString()).contains("Default: 1s");
    }

    @ParameterizedTest
    @CsvSource({
        "--window, abc, 'abc'",
        "--window, 0s, window is 0ms",
        "--slide, 2s, slide is 2s",
        "--bad-records, ignore, 'REJECT, FAIL'",
        "--zone, Mars, 'Mars'",
        "--time-format, qqqq, qqqq",
        "--time-format, epoch-weeks, epoch-seconds",
        "--parallelism, many, many",
        "--key, town, town",
        "--from, file:/nowhere/at/all.csv, /nowhere/at/all.csv",
        "--from, http://example.org, 'from http: URIs, choose one of file:, gen:'",
        "--from, readings.csv, write file:readings.csv",
        "--lateness, -1s, '-1s'",
        "--align, mars, 'UTC, LOCAL'",
        "--align, local, --align local needs whole days",
        "--repeated-hour, both, 'REJECT, FIRST, SECOND'",
        "--decimal, ;, --decimal is ';'",
        "--format, xml, 'CSV, JSON'",
        "--format, json, 'holds no JSON objects'",
        "--columns, 'a,b', 'no use for --columns'",
        "--max-ahead, never, 'never'",
        "--out-of-order, soon, 'soon'",
        "--to, jdbc:oracle:thin, jdbc",
        "--table, '', 1 to 63 bytes",
        "--windw, 1s, --window",
    })
    void aBadOptionIsOneLineThatCarriesTheValue(String option, String value, String part) {
        assertThatThrownBy(() -> use(parse(option, value)))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining(part)
                .extracting(Throwable::getMessage)
                .satisfies(message -> assertThat(message.toString()).hasLineCount(1));
    }

    @Test
    void withoutArgumentsTheMessageSaysWhatToGive() {
        assertThatThrownBy(() -> AveragesJob.main(new String[0]))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageStartingWith(
                        "averages needs --from URI (What to read: file:PATH, gen: or another")
                .hasMessageContaining("--to URL");
    }

    @Test
    void filesNeedTheColumnsOfTimeAndValue() {
        assertThatThrownBy(() -> only("--from", "file:" + file, "--to", URL))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage(
                        "averages needs --time COLUMN (The column of the event time) and --value"
                                + " COLUMN (The column of the value); --help explains all options");
    }

    @Test
    void theGeneratorNeedsNoColumnsAndHasNone() {
        String from = "gen:?keys=3&count=50";
        AveragesOptions options = only("--from", from, "--out-of-order", "1s", "--to", URL);
        assertThat(options.sources().readings().size()).isEqualTo(new InputSize(-1, 50));
        assertThat(only("--from", "gen:", "--to", URL).sources().readings().size())
                .isEqualTo(InputSize.UNKNOWN);
        assertThatThrownBy(() -> only("--from", from, "--to", URL, "--value", "x", "--zone", "UTC"))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage("averages: --from gen: has no use for --value, --zone: leave that out");
        assertThatThrownBy(() -> use(only("--from", "gen:?keys=0", "--to", URL)))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage("gen: keys is 0, but must be 1 to 1000000000");
    }

    private static AveragesOptions only(String... args) {
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(CommandLines.of(options), args);
        return options;
    }

    @ParameterizedTest
    @CsvSource({
        "--to, jdbc:postgresql://localhost/shop?user=u&password=s3cret",
        "--to, jdbc:postgresql://u:s3cret@localhost/shop",
        "--to, jdbc:postgresql://u:12/s3cret@localhost/shop",
        "--from, kafka://u:123/s3cret@localhost/topic",
        "--from, rabbitmq://u:123/s3cret@localhost/queue",
        "--from, rabbitmq-stream://u:123?vhost=s3cret@localhost/stream",
        "--from, tcp://u:123/s3cret@localhost",
        "--from, tcp://s3cret@localhost:123",
        "--from, udp://u:123?numbered=s3cret@localhost",
        "--from, file://u:s3cret@localhost/file",
        "--from, u:s3cret@localhost",
        "--from, u://s3cret@localhost/topic",
        "--password, s3cret",
        "--password=s3cret, x",
        "jdbc:postgresql://u:s3cret@localhost/shop, x",
    })
    void aPasswordIsRefusedAndNotRepeated(String first, String second) {
        assertThatThrownBy(() -> use(parse(first, second)))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageNotContaining("s3cret");
    }

    private static void use(AveragesOptions options) {
        CommandLines.checked(() -> List.of(options.config(), options.sources(), options.sinks()));
    }

    /** The required options, unless the arguments give them, and the arguments. */
    private AveragesOptions parse(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        Map<String, String> required =
                Map.of("--from", "file:" + file, "--time", "at", "--value", "price", "--to", URL);
        required.forEach(
                (option, value) -> {
                    if (!all.contains(option)) {
                        all.addAll(0, List.of(option, value));
                    }
                });
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(CommandLines.of(options), all.toArray(new String[0]));
        return options;
    }
}
