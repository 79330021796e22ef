package io.oncestream.job.quorum;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.state.quorum.Observation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the quorum job, of its {@code main} and of the launcher. */
@Command(
        name = QuorumJob.NAME,
        sortOptions = false,
        description =
                "Certifies one value for each round of an instrument out of 3f+1 signed feeds, f of"
                        + " which may lie, and proves who signed two values. Observations are JSON"
                        + " or CSV with the fields feed, instrument, round, value and signature;"
                        + " those of an instrument belong in one partition.")
public final class QuorumOptions implements JobOptions {

    @Mixin
    private final SourceOptions<Observation> source = new SourceOptions<>(new ObservationOptions());

    @Option(
            names = "--feeds",
            required = true,
            paramLabel = "FILE",
            description =
                    "Who may sign: lines f N (how many may lie), instrument NAME, and feed NAME KEY"
                            + " (an Ed25519 public key in Base64). A resume needs the same file.")
    private @Nullable Path feeds;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "exact",
            description =
                    "What is certified: exact, a value that more than half of n + f feeds have"
                            + " signed, or median, the lower median of what 2f+1 or more have"
                            + " signed. Default: exact.")
    private QuorumMode mode = QuorumMode.EXACT;

    @Option(
            names = "--open-rounds",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "A round is closed when f+1 feeds have signed one that is so much newer."
                            + " Default: 2.")
    private int openRounds = 2;

    @Option(
            names = "--remember",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Of how many rounds of an instrument, the newest, what a feed has signed is"
                            + " kept; a resume needs the same. Default: 100.")
    private int remember = 100;

    @Mixin
    private final DatabaseOptions database =
            new DatabaseOptions().withoutRewind().withoutSettingAside();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = QuorumJob.NAME,
            description =
                    "What the tables' names begin with: TABLE_values, TABLE_certificates,"
                            + " TABLE_evidence and TABLE_rejected, created when missing;"
                            + " SCHEMA.TABLE for those in another schema than the connection's."
                            + " Default: quorum.")
    private String table = QuorumJob.NAME;

    @Mixin private final ExecutionOptions execution = new ExecutionOptions();

    private @Nullable QuorumConfig config;

    @Override
    public SourceOptions<Observation> source() {
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
        return List.of(
                QuorumTables.values(table),
                QuorumTables.certificates(table),
                QuorumTables.evidence(table),
                JobTables.rejected(table));
    }

    /**
     * What was signed under other rules is not to be gone on with; and with a longer memory feeds
     * would count again for rounds of which their votes are forgotten.
     */
    @Override
    public Map<String, String> decidingState() {
        return Map.of(
                "--feeds",
                "sha256:" + config().feeds().digest(),
                "--mode",
                mode.word(),
                "--remember",
                Integer.toString(remember));
    }

    /** Reads the file of feeds, once. */
    QuorumConfig config() {
        if (config == null) {
            Feeds all = Feeds.read(Objects.requireNonNull(feeds));
            config = new QuorumConfig(all, mode, openRounds, remember);
        }
        return config;
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    QuorumJob.Sources sources() {
        return new QuorumJob.Sources(source.input());
    }

    /** The tables to write; nothing connects to the database yet. */
    QuorumJob.Sinks sinks() {
        return QuorumTables.sinks(JobTables.of(new QuorumJob(), database), table, mode);
    }
}
