package io.oncestream.bench.counters;

import io.oncestream.bench.measure.Bounds;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.ServerOptions;
import io.oncestream.bench.measure.ServiceOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench counters}. */
@Command(
        name = "counters",
        sortOptions = false,
        description =
                "Adds to counters: the counters job, from a Kafka topic to the answers in a"
                    + " majority of three databases, against a plain Java client that counts in one"
                    + " PostgreSQL, one command in each transaction and many in each, and against"
                    + " three servers of Apache Ratis. What was measured already is not measured"
                    + " again.")
public final class CountersCommand extends ContestCommand {

    private static final int MANY = 100_000_000;

    /** Of the writes that a server of Ratis lets wait, by its default. */
    private static final int OUTSTANDING_MAX = 4_096;

    @Mixin private final ServerOptions servers = new ServerOptions(List.of(3), 0);

    @Mixin private final ServiceOptions service = new ServiceOptions(1_000);

    @Option(
            names = "--commands",
            paramLabel = "N",
            description = "How many, each of which adds. Default: ${DEFAULT-VALUE}.")
    private int commands = 500_000;

    @Option(
            names = "--counters",
            paramLabel = "N",
            description = "How many counters. Default: ${DEFAULT-VALUE}.")
    private int counters = 1_000;

    @Option(
            names = "--skew",
            paramLabel = "X",
            split = ",",
            description =
                    "The exponent of Zipf's law by which counters are added to, a case each; 0: all"
                            + " equally. Default: 0,1.2.")
    private List<Double> skews = List.of(0.0, 1.2);

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "How many threads a plain client has, each with a connection, 1 to 16."
                            + " Default: ${DEFAULT-VALUE}.")
    private int workers = 8;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "How many commands a transaction of the batched client has. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int batch = 1_000;

    @Option(
            names = "--outstanding",
            paramLabel = "N",
            description =
                    "How many commands without an answer the workers of Ratis have together, 2 for"
                            + " each at least, 4096 at most. Default: ${DEFAULT-VALUE}.")
    private int outstanding = 4_000;

    @Override
    protected void measure() throws Exception {
        Bounds.check("--workers", workers, 1, AddScript.PARTITIONS);
        Bounds.check("--batch", batch, 1, MANY);
        Bounds.check("--counters", counters, 1, MANY);
        Bounds.check("--commands", commands, 1, MANY);
        Bounds.check("--outstanding", outstanding, 2 * workers, OUTSTANDING_MAX);
        List<Case> cases = new ArrayList<>();
        for (Case one : servers.cases()) {
            skews.forEach(skew -> cases.add(with(one, skew)));
        }
        run(new CountersContest(), cases, servers);
    }

    private Case with(Case one, double skew) {
        return service.in(new Case(one.name() + "-zipf-" + skew, one.settings()))
                .with(Case.READINGS, commands)
                .with(AddScript.COUNTERS, counters)
                .with(AddScript.SKEW, skew)
                .with(AddScript.WORKERS, workers)
                .with(CountersContest.BATCH, batch)
                .with(RatisCounters.OUTSTANDING, outstanding);
    }
}
