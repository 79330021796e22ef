package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.Bounds;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.ServerOptions;
import io.oncestream.bench.measure.ServiceOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench transfers}. */
@Command(
        name = "transfers",
        sortOptions = false,
        description =
                "Transfers between accounts in several databases: the transfers job, from a Kafka"
                    + " topic to its tables, against a plain Java client that does the same with XA"
                    + " transactions, one transfer in each and many in each. What was measured"
                    + " already is not measured again.")
public final class TransfersCommand extends ContestCommand {

    private static final int MANY = 100_000_000;

    @Mixin private final ServerOptions servers = new ServerOptions(List.of(1, 2, 5), 0);

    @Mixin private final ServiceOptions service = new ServiceOptions(1_000);

    @Option(
            names = "--commands",
            paramLabel = "N",
            description =
                    "How many, of which the first open an account each and the others are"
                            + " transfers. Default: ${DEFAULT-VALUE}.")
    private int commands = 200_000;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "How many accounts, two a ledger at least. Default: ${DEFAULT-VALUE}.")
    private int accounts = 1_000;

    @Option(
            names = "--ledgers",
            paramLabel = "N",
            description = "In how many ledgers they are. Default: ${DEFAULT-VALUE}.")
    private int ledgers = 64;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "How many threads the plain client has, each with a connection to each"
                            + " database, 1 to 16. Default: ${DEFAULT-VALUE}.")
    private int workers = 8;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "How many commands a transaction of the batched client has. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int batch = 1_000;

    @Override
    protected void measure() throws Exception {
        Bounds.check("--workers", workers, 1, TransferScript.PARTITIONS);
        Bounds.check("--batch", batch, 1, MANY);
        Bounds.check("--ledgers", ledgers, 1, MANY);
        Bounds.check("--accounts", accounts, 2 * ledgers, MANY);
        Bounds.check("--commands", commands, accounts, MANY);
        List<Case> cases = servers.cases().stream().map(this::with).toList();
        run(new TransfersContest(), cases, servers);
    }

    private Case with(Case one) {
        return service.in(one)
                .with(Case.READINGS, commands)
                .with(TransferScript.ACCOUNTS, accounts)
                .with(TransferScript.LEDGERS, ledgers)
                .with(XaTransfers.WORKERS, workers)
                .with(TransfersContest.BATCH, batch);
    }
}
