package io.oncestream.job.membership;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.state.membership.GossipEntry;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the membership job, of its {@code main} and of the launcher. */
@Command(
        name = MembershipJob.NAME,
        sortOptions = false,
        description =
                "Which nodes of a cluster live, from what they gossip of each other. Entries are"
                        + " JSON or CSV with the fields cluster, observer, time, node, incarnation,"
                        + " heartbeat and left; those of a cluster belong in one partition.")
public final class MembershipOptions implements JobOptions {

    static final String TABLE = "members";

    @Mixin
    private final SourceOptions<GossipEntry> source = new SourceOptions<>(new EntryOptions());

    @Option(
            names = "--phi",
            paramLabel = "PHI",
            defaultValue = "8",
            description =
                    "From which on a node is suspected: at 8, that a sign of life still comes has a"
                            + " probability of 10^-8, by its last 100 intervals. Default: 8.")
    private double phi = 8;

    @Option(
            names = "--pause",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "3s",
            description =
                    "What is accepted beyond the usual intervals, for pauses of garbage collection"
                            + " and lost datagrams. Default: 3s.")
    private Duration pause = Duration.ofSeconds(3);

    @Option(
            names = "--dead-after",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "30s",
            description =
                    "How long a node is suspected before it counts as dead; longer than the slowest"
                            + " beat, since longer intervals are not learned. Default: 30s.")
    private Duration deadAfter = Duration.ofSeconds(30);

    @Option(
            names = "--forget",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "1d",
            description =
                    "How long a node that is dead or has left and is not named any more, and a"
                            + " cluster that is silent, is kept. Default: 1d.")
    private Duration forget = Duration.ofDays(1);

    @Option(
            names = "--report",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description =
                    "How often all nodes are written, changed or not, by the cluster's clock, which"
                            + " may stand still. Default: 10s.")
    private Duration report = Duration.ofSeconds(10);

    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = TABLE,
            description =
                    "The table of the nodes, created when missing; SCHEMA.TABLE for one in another"
                            + " schema than the connection's. Beside it are member_changes and"
                            + " cluster_views; beside a table of another name TABLE_changes and"
                            + " TABLE_views. Default: members.")
    private String table = TABLE;

    @Mixin private final ExecutionOptions execution = new ExecutionOptions();

    @Override
    public SourceOptions<GossipEntry> source() {
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
                table,
                MembershipTables.changes(table),
                MembershipTables.views(table),
                JobTables.rejected(table));
    }

    MembershipConfig config() {
        return new MembershipConfig(phi, pause, deadAfter, forget, report);
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    MembershipJob.Sources sources() {
        return new MembershipJob.Sources(source.input());
    }

    /** The tables to write; nothing connects to the database yet. */
    MembershipJob.Sinks sinks() {
        return MembershipTables.sinks(JobTables.of(new MembershipJob(), database), table);
    }
}
