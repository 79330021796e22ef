package io.oncestream.bench.commit;

import io.oncestream.bench.measure.Bounds;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.ServerOptions;
import io.oncestream.bench.measure.Servers;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench commit}. */
@Command(
        name = "commit",
        sortOptions = false,
        description =
                "How long the sink takes to commit a checkpoint in several databases, whose disks"
                        + " are made slow: in all at once, beside one after the other, and beside"
                        + " the same rows in one database. What was measured already is not"
                        + " measured again.")
public final class CommitCommand extends ContestCommand {

    private static final int CHECKPOINTS_MAX = 1_000_000;
    private static final int ROWS_MAX = 1_000_000;

    @Mixin private final ServerOptions servers = new ServerOptions(List.of(1, 2, 4, 8), 2);

    @Option(
            names = "--checkpoints",
            paramLabel = "N",
            description = "How many are committed. Default: ${DEFAULT-VALUE}.")
    private int checkpoints = 1_000;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "How many rows each has, in all databases together; one for each at least."
                            + " Default: ${DEFAULT-VALUE}.")
    private int rows = 100;

    @Override
    protected void measure() throws Exception {
        Bounds.check("--checkpoints", checkpoints, 1, CHECKPOINTS_MAX);
        Bounds.check("--rows", rows, servers.most(), ROWS_MAX);
        List<Case> cases =
                servers.cases().stream()
                        .map(one -> one.with(Case.READINGS, checkpoints).with(Commits.ROWS, rows))
                        .toList();
        try (Servers started = new Servers(home.installation(), folder("commit"))) {
            run(new CommitContest(), cases, servers.start(started, this::print));
        }
    }
}
