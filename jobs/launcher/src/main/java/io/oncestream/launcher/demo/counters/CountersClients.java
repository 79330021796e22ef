package io.oncestream.launcher.demo.counters;

import io.oncestream.connector.jdbc.CounterDatabases;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Sender;
import io.oncestream.launcher.demo.Stage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sender and readers, and what came of it. */
final class CountersClients implements Clients {

    private static final int PER_SECOND = 50;

    private final Stage stage;
    private final TargetDatabases databases;
    private final Seen seen = new Seen();
    private final Sender<SentCommand> sender;
    private final Readers readers;

    CountersClients(Stage stage, TargetDatabases databases) {
        this.stage = stage;
        this.databases = databases;
        this.sender =
                new CountersLoad(stage.seed(), "c", PER_SECOND)
                        .sender(
                                stage.commands(),
                                databases.all().stream().map(CountersClients::database).toList(),
                                stage.table(),
                                seen);
        this.readers =
                new Readers(
                        new CounterDatabases(databases.participants(), stage.table()),
                        seen,
                        stage.seed());
    }

    private static Client.Database database(TargetDatabase database) {
        return database::connect;
    }

    @Override
    public String description() {
        return "adds to %s counters in %d databases"
                .formatted(ProgressLine.count(CommandStream.COUNTERS), databases.all().size());
    }

    @Override
    public String progress() {
        return "%s commands, %s answered; %d strong reads with %d violations, %d weak ones"
                .formatted(
                        ProgressLine.count(sender.sent().size()),
                        ProgressLine.count(sender.answered()),
                        readers.strong(),
                        readers.reads().violations().size(),
                        readers.weak());
    }

    @Override
    public void stop() {
        sender.stop();
    }

    @Override
    public boolean isOver() {
        return sender.isOver();
    }

    @Override
    public Stream<@Nullable String> failures() {
        return Stream.of(sender.failure(), readers.reads().failure());
    }

    @Override
    public Result result(@Nullable Outage outage) throws InterruptedException {
        readers.close();
        return new CountersReport(stage, sender, readers, seen).result(databases, outage);
    }

    @Override
    public void close() throws InterruptedException {
        readers.close();
        sender.close();
    }
}
