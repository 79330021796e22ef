package io.oncestream.launcher.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

class JobRequestTest {

    private static final String URL = "jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres";
    private static final JobCatalogue.Job AVERAGES = JobCatalogue.find("averages");

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
                .isEqualTo("./oncestream run averages --key 'a b' --resume file:/new");
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
        assertThatThrownBy(() -> JobCatalogue.find("averges"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("averages");
    }
}
