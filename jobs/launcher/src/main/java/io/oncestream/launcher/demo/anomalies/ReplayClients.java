package io.oncestream.launcher.demo.anomalies;

import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.demo.ClientThreads;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Stage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a series, which has an end of its own, and waits until it is learned. */
final class ReplayClients implements Clients {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayClients.class);

    private final Stage stage;
    private final Replay replay;
    private final PublishedTables tables;
    private final CommandTopic topic;
    private final AtomicInteger sent = new AtomicInteger();
    private final ClientThreads threads = new ClientThreads();

    ReplayClients(Stage stage, Replay replay, PublishedTables tables) {
        this.stage = stage;
        this.replay = replay;
        this.tables = tables;
        this.topic = CommandTopic.open(stage.commands());
        threads.start("replay", () -> threads.repeat(replay.perSecond(), this::sendNext));
    }

    private void sendNext() {
        int row = sent.get();
        if (row >= replay.size()) {
            topic.flush();
            threads.stop();
            return;
        }
        topic.send(replay.key(row), replay.fields(row));
        sent.incrementAndGet();
    }

    @Override
    public String description() {
        return replay.description();
    }

    /** It ends with what is sent. */
    @Override
    public String line(Stage on) {
        return "%s; seed %d".formatted(description(), on.seed());
    }

    @Override
    public String progress() {
        return "%s of %s rows sent"
                .formatted(ProgressLine.count(sent.get()), ProgressLine.count(replay.size()));
    }

    /** On a machine that is busy with other things too. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(5);
    }

    /** What is checked is all of it. */
    @Override
    public void stop() {
        LOG.debug("It ends by itself");
    }

    @Override
    public boolean isOver() {
        if (!threads.isOver()) {
            return false;
        }
        try {
            return replay.isDone(tables);
        } catch (SQLException e) {
            LOG.info("The database is away at the end", e);
            return false;
        }
    }

    @Override
    public Stream<@Nullable String> failures() {
        return Stream.of(threads.failure());
    }

    @Override
    public Result result(@Nullable Outage outage) throws SQLException {
        stage.console().step("comparing with what was sent");
        return replay.result(tables);
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
        topic.close();
    }
}
