package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.connector.jdbc.ledger.DatabaseCut;
import io.oncestream.job.transfers.TransfersJob;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.demo.transfers.Readers;
import io.oncestream.launcher.demo.transfers.Sender;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Transfers over several databases, a client that sends, and readers of each consistency. Between
 * rounds the job is stopped and goes on at another parallelism, one time from where it was and one
 * time from a savepoint of a round before.
 */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class TransfersScenario implements Scenario {

    private static final String TABLE = TransfersJob.NAME;

    /** All that was ever written is read again and again. */
    private static final int PER_SECOND = 10;

    /** A savepoint must not be older than what is kept. */
    private static final String KEEP_CUTS = "10000";

    private static final Duration END_MAX = Duration.ofMinutes(5);

    private final Testbed testbed;
    private final long seed;
    private final Broken broken;
    private final Serving serving;
    private RunningJob job;
    private BooksCheck books;
    private Sender sender;
    private Readers readers;
    private String commands = "";
    private String savepoint = "";

    TransfersScenario(Testbed testbed, long seed, Broken broken) {
        this.testbed = testbed;
        this.seed = seed;
        this.broken = broken;
        this.serving = new Serving(testbed);
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    /** The cut: markers of indices that a smaller parallelism has left stay where they are. */
    @Override
    public long lastCheckpoint(Connection connection, String table) throws SQLException {
        return DatabaseCut.find(connection, table).map(DatabaseCut::cut).orElse(0L);
    }

    @Override
    public void start() throws Exception {
        commands = serving.topic(TABLE);
        List<DatabaseAddress> databases =
                testbed.databases().stream().map(DatabaseServer::address).toList();
        job =
                RunningJob.start(
                        testbed,
                        TABLE,
                        broken.options(TransfersJob.class, BrokenTransfersJob.class),
                        arguments());
        awaitCut(databases);
        CommandTopic topic = serving.with(CommandTopic.open(commands));
        sender = serving.with(new Sender(topic, seed, PER_SECOND));
        readers = serving.with(new Readers(databases, TABLE, strongRead(), sender::seen));
        books = new BooksCheck(databases, TABLE, sender, readers);
    }

    private List<String> arguments(String... more) {
        List<String> arguments = serving.arguments(commands, "--keep-cuts", KEEP_CUTS);
        arguments.addAll(List.of(more));
        return arguments;
    }

    private Readers.StrongRead strongRead() {
        return switch (broken) {
            case OWN_CUT -> new CutOfOne();
            case NO_CUTS -> CutReader::eventual;
            default -> CutReader::strong;
        };
    }

    private void awaitCut(List<DatabaseAddress> databases) throws Exception {
        try (CutReader reader = CutReader.of(databases, TABLE, END_MAX)) {
            if (!Waiting.until(() -> reader.newest().isPresent(), END_MAX, job::checkRuns)) {
                throw new FailureException("the job commits no checkpoint");
            }
        }
    }

    @Override
    public void checkRuns() {
        job.checkRuns();
        books.checkClients();
    }

    @Override
    public void behindRound(int number) throws Exception {
        switch (number % 3) {
            case 1 -> savepoint = job.savepoint();
            case 2 -> job = job.setBack(savepoint, arguments("--allow-rewind"));
            default -> job = job.rescale(arguments());
        }
    }

    /** All that was sent has an outcome that was seen. */
    @Override
    public void finish() throws Exception {
        sender.stop();
        if (!Waiting.until(sender::isOver, END_MAX, this::checkRuns)) {
            throw new Disagreement("commands have no outcome");
        }
    }

    @Override
    public List<Agreement> check(Connection snapshot, boolean complete) throws Exception {
        return List.of(books.agreement(this::checkRuns));
    }

    @Override
    public List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "reads      %d strong, the longest %.1f s; %d weak; %d eventual,"
                                + " of which %d fractured; %d gave up",
                        readers.strong(),
                        readers.longest().toMillis() / 1e3,
                        readers.weak(),
                        readers.eventual(),
                        readers.fractured(),
                        readers.reads().unanswered()));
    }

    @Override
    public void close() throws Exception {
        serving.close();
    }
}
