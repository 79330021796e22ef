package io.oncestream.bench.chaos;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.connector.jdbc.ledger.DatabaseCut;
import io.oncestream.connector.source.kafka.KafkaBrokers;
import io.oncestream.job.transfers.TransfersJob;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.demo.transfers.Readers;
import io.oncestream.launcher.demo.transfers.Sender;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Transfers over several databases, a client that sends, and readers of each consistency. Between
 * rounds the job is stopped and goes on at another parallelism, one time from where it was and one
 * time from a savepoint of a round before.
 */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class TransfersScenario implements Scenario {

    static final List<Database> DATABASES =
            List.of(Database.POSTGRES, Database.MARIADB, Database.POSTGRES);

    private static final String TABLE = TransfersJob.NAME;
    private static final int PARTITIONS = 4;

    /** All that was ever written is read again and again. */
    private static final int PER_SECOND = 10;

    /** A savepoint must not be older than what is kept. */
    private static final String KEEP_CUTS = "10000";

    private static final List<Integer> PARALLELISMS = List.of(2, 4, 1);
    private static final Duration END_MAX = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 200;

    private final Testbed testbed;
    private final long seed;
    private final Broken broken;
    private RunningJob job;
    private BooksCheck books;
    private @Nullable CommandTopic topic;
    private @Nullable Sender sender;
    private @Nullable Readers readers;
    private String commands = "";
    private String savepoint = "";
    private int resumed;

    TransfersScenario(Testbed testbed, long seed, Broken broken) {
        this.testbed = testbed;
        this.seed = seed;
        this.broken = broken;
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
        String broker = testbed.startKafka();
        try (KafkaBrokers brokers = KafkaBrokers.of(broker.replaceFirst("kafka://", ""))) {
            brokers.createTopic(TABLE, PARTITIONS);
        }
        commands = broker + "/" + TABLE;
        List<DatabaseAddress> databases =
                testbed.databases().stream()
                        .map(each -> new DatabaseAddress(each.url(), PasswordReference.ofEnvironment()))
                        .toList();
        job = RunningJob.start(testbed, TABLE, options(), arguments());
        awaitCut(databases);
        CommandTopic opened = CommandTopic.open(commands);
        topic = opened;
        Sender sending = new Sender(opened, seed, PER_SECOND);
        sender = sending;
        readers = new Readers(databases, TABLE, strongRead(), sending::seen);
        books = new BooksCheck(databases, TABLE, sending, readers);
    }

    private List<String> options() {
        return broken.needsJobOfItsOwn()
                ? RunningJob.beside(BrokenTransfersJob.class)
                : RunningJob.inJar(TransfersJob.class);
    }

    private List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--from", commands));
        for (DatabaseServer each : testbed.databases()) {
            arguments.addAll(List.of("--to", each.name() + "=" + each.url()));
        }
        arguments.addAll(List.of("--keep-cuts", KEEP_CUTS));
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

    private void awaitCut(List<DatabaseAddress> databases) throws InterruptedException {
        long end = System.nanoTime() + END_MAX.toNanos();
        try (CutReader reader = CutReader.of(databases, TABLE, END_MAX)) {
            while (reader.newest().isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new FailureException("the job commits no checkpoint");
                }
                Thread.sleep(POLL_MILLIS);
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
            case 2 -> job = job.setBack(savepoint, arguments("--allow-rewind"), parallelism());
            default -> job = job.resume(arguments(), parallelism());
        }
    }

    private int parallelism() {
        resumed++;
        return PARALLELISMS.get(resumed % PARALLELISMS.size());
    }

    /** All that was sent has an outcome that was seen. */
    @Override
    public void finish() throws Exception {
        if (sender != null) {
            sender.stop();
        }
        long end = System.nanoTime() + END_MAX.toNanos();
        while (sender != null && !sender.isOver()) {
            if (System.nanoTime() > end) {
                throw new Disagreement("commands have no outcome");
            }
            checkRuns();
            Thread.sleep(POLL_MILLIS);
        }
    }

    @Override
    public List<Agreement> check(Connection snapshot, boolean complete) throws Exception {
        return List.of(books.agreement(this::checkRuns));
    }

    @Override
    public List<String> lines() {
        Readers all = readers;
        return all == null
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "reads      %d strong, the longest %.1f s; %d weak; %d eventual,"
                                        + " of which %d fractured; %d gave up",
                                all.strong(),
                                all.longest().toMillis() / 1e3,
                                all.weak(),
                                all.eventual(),
                                all.fractured(),
                                all.reads().unanswered()));
    }

    @Override
    public void close() throws InterruptedException {
        if (readers != null) {
            readers.close();
        }
        if (sender != null) {
            sender.close();
        }
        if (topic != null) {
            topic.close();
        }
    }
}
