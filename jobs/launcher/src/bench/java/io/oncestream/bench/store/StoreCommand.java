package io.oncestream.bench.store;

import io.oncestream.bench.measure.Bounds;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.ServerKind;
import io.oncestream.bench.measure.ServerOptions;
import io.oncestream.bench.measure.Servers;
import io.oncestream.bench.measure.ServiceOptions;
import io.oncestream.bench.store.StoreContest.Part;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench store}. */
@Command(
        name = "store",
        sortOptions = false,
        description =
                "Puts into a store of several databases, and a database that joins: the store job,"
                    + " from a Kafka topic to the last answer, against a plain Java client of as"
                    + " many PostgreSQL, one put in each transaction and many in each, and against"
                    + " a Redis Cluster. What was measured already is not measured again.")
public final class StoreCommand extends ContestCommand {

    private static final int MANY = 100_000_000;
    private static final int VALUE_BYTES_MAX = 64 << 10;

    /** The one that joins. */
    private static final int SPARES = 1;

    @Mixin private final ServerOptions servers = new ServerOptions(List.of(3), 0).withSpares(SPARES);

    @Mixin private final ServiceOptions service = new ServiceOptions(1_000);

    @Option(
            names = "--parts",
            paramLabel = "NAME",
            split = ",",
            description = "Only these parts. Default: puts,join.")
    private List<Part> parts = List.of(Part.values());

    @Option(
            names = "--commands",
            paramLabel = "N",
            description = "How many puts. Default: ${DEFAULT-VALUE}.")
    private int commands = 100_000;

    @Option(
            names = "--keys",
            paramLabel = "N",
            description =
                    "How many keys there are to put to, all equally likely behind the first put of"
                            + " each. Default: ${DEFAULT-VALUE}.")
    private int keys = 50_000;

    @Option(
            names = "--stored",
            paramLabel = "N",
            description =
                    "How many keys there are when a database joins. Default: ${DEFAULT-VALUE}.")
    private int stored = 200_000;

    @Option(
            names = "--value-bytes",
            paramLabel = "N",
            description = "Of each value, 1 to 65536. Default: ${DEFAULT-VALUE}.")
    private int valueBytes = 100;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "How many threads a plain client has, each with a connection to each server, 1"
                            + " to 16. Default: ${DEFAULT-VALUE}.")
    private int workers = 8;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "How many puts the batched clients send at once, and how many keys redis-cli"
                            + " then moves at once. Default: ${DEFAULT-VALUE}.")
    private int batch = 1_000;

    @Override
    protected void measure() throws Exception {
        Bounds.check("--workers", workers, 1, PutScript.PARTITIONS);
        Bounds.check("--batch", batch, 1, MANY);
        Bounds.check("--keys", keys, 1, MANY);
        Bounds.check("--commands", commands, 1, MANY);
        Bounds.check("--stored", stored, 1, MANY);
        Bounds.check("--value-bytes", valueBytes, 1, VALUE_BYTES_MAX);
        servers.requireOnly(ServerKind.postgresql);
        if (!RedisServer.isInstalled()) {
            print("redis is left out: redis-server is missing, see apt-get install redis-server");
        }
        List<Case> cases = new ArrayList<>();
        for (Case one : servers.cases()) {
            parts.forEach(part -> cases.add(with(one, part)));
        }
        try {
            run(new StoreContest(), cases, servers);
        } finally {
            RedisCluster.stopLeft(
                    new Servers(home.installation(), folder(RedisCluster.FOLDER)),
                    servers.most() + SPARES);
        }
    }

    private Case with(Case one, Part part) {
        // Of those that are stored, the share of a database that has joined.
        int moving = Math.max(1, stored / (one.number(OwnDatabase.COUNT) + 1));
        return service.in(new Case(one.name() + "-" + part, one.settings()))
                .with(StoreContest.PART, part)
                .with(Case.READINGS, part == Part.join ? moving : commands)
                .with(PutScript.KEYS, keys)
                .with(PutScript.VALUE_BYTES, valueBytes)
                .with(PutScript.WORKERS, workers)
                .with(StoreContest.BATCH, batch);
    }
}
