package io.oncestream.launcher.demo.transfers;

import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Stage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sender and readers, and what came of it. */
final class TransfersClients implements Clients {

    private static final int PER_SECOND = 200;

    private final Stage stage;
    private final TargetDatabases databases;
    private final AtomicReference<@Nullable Books> opened = new AtomicReference<>();
    private final CommandTopic topic;
    private final Sender sender;
    private final Readers readers;

    TransfersClients(Stage stage, TargetDatabases databases) {
        this.stage = stage;
        this.databases = databases;
        this.topic = CommandTopic.open(stage.commands());
        Sender sending = new Sender(topic, stage.seed(), PER_SECOND);
        this.sender = sending;
        this.readers =
                new Readers(
                        databases.addresses(),
                        stage.table(),
                        CutReader::strong,
                        books -> noteSeen(sending, books));
    }

    /** The first read behind the deposits that open accounts says what there was before. */
    private void noteSeen(Sender sending, Books books) {
        if (books.outcomes().size() >= CommandStream.ACCOUNTS) {
            opened.compareAndSet(null, books);
        }
        sending.seen(books);
    }

    @Override
    public String description() {
        return "deposits and transfers in %d ledgers and %d databases"
                .formatted(CommandStream.LEDGERS, databases.all().size());
    }

    @Override
    public boolean hasBegun() {
        return sender.isOpened();
    }

    @Override
    public String progress() {
        return "%s commands, %s seen; %d strong reads with %d violations, %d of %d eventual ones fractured"
                .formatted(
                        ProgressLine.count(sender.commands()),
                        ProgressLine.count(sender.seen()),
                        readers.strong(),
                        readers.reads().violations().size(),
                        readers.fractured(),
                        readers.eventual());
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
    public Result result(@Nullable Outage outage) throws Exception {
        readers.close();
        return new TransfersReport(stage, sender, readers).result(databases, opened.get());
    }

    @Override
    public void close() throws InterruptedException {
        readers.close();
        sender.close();
        topic.close();
    }
}
