package io.oncestream.launcher.demo.store;

import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Sender;
import io.oncestream.launcher.demo.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sender, readers, one shard that joins and one that leaves, and what came of it. */
final class StoreClients implements Clients {

    private static final int KEYS = 2_000;
    private static final int PER_SECOND = 200;

    private final Stage stage;
    private final Map<String, Client.Database> shards = new LinkedHashMap<>();
    private final Seen seen = new Seen();
    private final OwnersWatch watch;
    private final Sender<SentCommand> sender;
    private final RingChanges ring;
    private final Readers readers;
    private final Migration migration;

    /** The first ones of the databases are in the ring. */
    StoreClients(Stage stage, TargetDatabases databases, List<String> first) {
        this.stage = stage;
        for (TargetDatabase each : databases.all()) {
            shards.put(each.name(), each::connect);
        }
        StoreLoad load = new StoreLoad(stage.seed(), KEYS, PER_SECOND);
        watch = new OwnersWatch(shards, stage.table());
        sender = load.sender(stage.commands(), databases.first()::connect, stage.table(), seen);
        ring = new RingChanges(sender, watch, first);
        readers =
                new Readers(
                        Reads.of(databases.participants(), stage.table()),
                        load,
                        seen,
                        ring::isMoving);
        migration = new Migration(ring, shards, stage.table(), stage.length());
    }

    @Override
    public String description() {
        return "puts, gets and deletes of %s keys in %d databases, one of which joins and one leaves,"
                .formatted(ProgressLine.count(KEYS), shards.size());
    }

    @Override
    public String progress() {
        return "%s commands, %s answered; %d strong reads with %d violations, %d eventual ones%s"
                .formatted(
                        ProgressLine.count(sender.sent().size()),
                        ProgressLine.count(sender.answered()),
                        readers.strong(),
                        readers.reads().violations().size() + watch.violations().size(),
                        readers.eventual(),
                        ring.isMoving() ? "; buckets move" : "");
    }

    @Override
    public void stop() {
        sender.stop();
    }

    @Override
    public boolean isOver() {
        return sender.isOver() && migration.isOver();
    }

    @Override
    public Stream<@Nullable String> failures() {
        return Stream.of(
                sender.failure(), readers.reads().failure(), watch.failure(), migration.failure());
    }

    @Override
    public Result result(@Nullable Outage outage) throws Exception {
        readers.close();
        return new StoreReport(sender, readers, watch, seen)
                .result(shards, stage.table(), ring.rings(), migration.steps());
    }

    @Override
    public void close() throws Exception {
        migration.close();
        readers.close();
        watch.close();
        sender.close();
    }
}
