package io.oncestream.launcher.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.NamedUrl;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.kit.Job;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.Jobs;
import io.oncestream.kit.ReadingOptions;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.state.reading.Reading;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

class JobRequestTest {

    private static final String URL = "jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres";
    private static final Jobs.Listed AVERAGES = JobRequest.job("averages");

    private static final JobWord RUN =
            new JobWord(
                    "run",
                    List.of(
                            OptionSpec.builder("--web-port").type(Integer.class).build(),
                            OptionSpec.builder("--wait").type(boolean.class).build()),
                    new JobWord.WithoutTo("none", "nothing"));

    @TempDir private Path folder;

    private Home home() {
        return new Home(folder, folder, "./oncestream", folder.resolve("log"));
    }

    private JobRequest parse(String... arguments) {
        return JobRequest.parse(RUN, AVERAGES, List.of(arguments), home()).orElseThrow();
    }

    @Test
    void withoutOptionsTheSampleAndItsPresetsAreFilledIn() {
        String[] arguments = parse().jobArguments(home(), URL);
        assertThat(arguments)
                .contains("--from=file:" + folder.resolve("jobs/collection/samples/flights-2k.csv"))
                .contains("--value=delay", "--window=1d", "--to=" + URL, "--fresh");
    }

    @Test
    void theGeneratorTakesNoneOfThePresets() {
        assertThat(parse("--from", "gen:?count=5").jobArguments(home(), URL))
                .containsExactly("--from", "gen:?count=5", "--to=" + URL, "--fresh");
    }

    @Test
    void whatTheUserGivesWinsOverThePresets() {
        assertThat(parse("--window", "7d").jobArguments(home(), URL))
                .containsSequence("--window", "7d")
                .doesNotContain("--window=1d");
    }

    @Test
    void thePresetsAreForTheSampleOnly() {
        assertThatThrownBy(() -> parse("--from", "file:x.csv"))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining("--time");
    }

    @Test
    void anotherDatabaseIsNeverEmptiedUnasked() {
        assertThat(parse("--to", URL).jobArguments(home(), "")).doesNotContain("--fresh");
    }

    @Test
    void aRewindNeedsAnOlderCheckpointAndIsNoFreshStart() {
        assertThatThrownBy(() -> parse("--allow-rewind").checkResume())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--allow-rewind needs --resume PATH");
        assertThatThrownBy(() -> parse("--allow-rewind", "--fresh", "--resume", "/x"))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining("give one of both");
        assertThat(parse("--allow-rewind", "--resume", "/x").resumeCommand(home(), "/y"))
                .isEqualTo("./oncestream run averages --resume /y");
    }

    @Test
    void aResumedRunKeepsItsTables() {
        assertThat(parse("--resume", "/x").jobArguments(home(), URL)).doesNotContain("--fresh");
    }

    @Test
    void theResumeCommandRepeatsWhatWasTypedAndReplacesTheOldPath() {
        JobRequest request = parse("--key", "a b", "--resume=/old", "--web-port", "8099", "--wait");
        assertThat(request.resumeCommand(home(), "file:/new"))
                .isEqualTo("./oncestream run averages --wait --key 'a b' --resume file:/new");
    }

    @Test
    void theOptionsOfTheWordDoNotReachTheJob() {
        JobRequest request = parse("--web-port", "8099", "--wait");
        assertThat(request.<Integer>option("--web-port")).contains(8099);
        assertThat(request.jobArguments(home(), URL))
                .noneMatch(argument -> argument.contains("web-port") || argument.contains("wait"));
    }

    @Test
    void aCheckpointThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> parse("--resume", folder.toString()).checkResume())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("_metadata");
    }

    @Test
    void anUnknownJobIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> JobRequest.job("averges"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("averages");
    }

    @Test
    void aJobOfSeveralDatabasesIsGivenEachOfThem() {
        String other = URL.replace("5432", "5433");
        JobRequest request =
                JobRequest.parse(
                                RUN,
                                new Jobs.Listed("two", "writes to two databases", new TwoJob()),
                                List.of("--from", "gen:", "--to", URL, "--to", other),
                                home())
                        .orElseThrow();
        assertThat(request.to()).extracting(NamedUrl::url).containsExactly(URL, other);
        assertThat(request.embedded()).isFalse();
        assertThat(request.jobArguments(home(), "none"))
                .containsExactly("--from", "gen:", "--to", URL, "--to", other);
        assertThat(request.resumeCommand(home(), "/path"))
                .contains("--to '" + URL + "' --to '" + other + "'");
    }

    private static final class TwoJob implements Job<TwoOptions> {

        @Override
        public String name() {
            return "two";
        }

        @Override
        public TwoOptions options() {
            return new TwoOptions();
        }

        @Override
        public void build(StreamExecutionEnvironment env, TwoOptions options) {}
    }

    @Command(name = "two")
    private static final class TwoOptions implements JobOptions {

        @Mixin
        private final SourceOptions<Reading> source = new SourceOptions<>(new ReadingOptions());

        @Mixin private final DatabaseOptions database = new DatabaseOptions(2);
        @Mixin private final ExecutionOptions execution = new ExecutionOptions();

        @Override
        public SourceOptions<?> source() {
            return source;
        }

        @Override
        public DatabaseOptions database() {
            return database;
        }

        @Override
        public ExecutionOptions execution() {
            return execution;
        }

        @Override
        public List<String> tables() {
            return List.of("two");
        }
    }
}
