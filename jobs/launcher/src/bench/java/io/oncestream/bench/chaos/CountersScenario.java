package io.oncestream.bench.chaos;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.CounterDatabases;
import io.oncestream.connector.jdbc.CounterReader;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.source.kafka.KafkaBrokers;
import io.oncestream.job.counters.CountersJob;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.demo.counters.Readers;
import io.oncestream.launcher.demo.counters.Seen;
import io.oncestream.launcher.demo.counters.Sender;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two jobs that count in the same counters, in three databases, each with a client that sends, and
 * readers of both consistencies. Between rounds both are stopped and go on at other parallelisms.
 */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class CountersScenario implements Scenario {

    static final List<Database> DATABASES =
            List.of(Database.POSTGRES, Database.MARIADB, Database.POSTGRES);

    private static final String TABLE = CountersJob.NAME;
    private static final List<String> NAMES = List.of("a", "b");
    private static final int PARTITIONS = 4;
    private static final int PER_SECOND = 10;
    private static final int RESCALE_EVERY = 5;

    /** Of both jobs, which together have all slots. */
    private static final List<List<Integer>> PARALLELISMS =
            List.of(List.of(2, 2), List.of(1, 3), List.of(3, 1));

    private static final Duration START_MAX = Duration.ofMinutes(2);

    private final Testbed testbed;
    private final long seed;
    private final Broken broken;
    private final Seen seen = new Seen();
    private final List<RunningJob> jobs = new ArrayList<>();
    private final List<String> lineages = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private CounterDatabases databases;
    private CountersCheck check;
    private @Nullable Readers readers;
    private String broker = "";
    private int rescaled;

    CountersScenario(Testbed testbed, long seed, Broken broken) {
        this.testbed = testbed;
        this.seed = seed;
        this.broken = broken;
    }

    /** What commits is a job, to several tables. */
    @Override
    public List<String> tables() {
        return NAMES;
    }

    /** By the registers of its subtask indices, as far as this database knows them. */
    @Override
    public long lastCheckpoint(Connection connection, String table) throws SQLException {
        String lineage = lineages.get(NAMES.indexOf(table));
        long last = 0;
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT value FROM counters_registers WHERE register LIKE ?")) {
            query.setString(1, "index:" + lineage + ":%");
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String position = Optional.ofNullable(row.getString(1)).orElse("0");
                    String checkpoint = position.substring(position.lastIndexOf(' ') + 1);
                    last = Math.max(last, Long.parseLong(checkpoint));
                }
            }
        }
        return last;
    }

    @Override
    public void start() throws Exception {
        broker = testbed.startKafka();
        List<Participant> participants = new ArrayList<>();
        for (DatabaseServer each : testbed.databases()) {
            participants.add(
                    new Participant(
                            each.name(),
                            new DatabaseAddress(each.url(), PasswordReference.ofEnvironment())));
        }
        databases = new CounterDatabases(participants, TABLE);
        for (int i = 0; i < NAMES.size(); i++) {
            start(i);
        }
        readers = new Readers(databases, seen, seed);
        check = new CountersCheck(testbed.databases(), TABLE, senders, readers, seen);
    }

    /** The second one joins the first. */
    private void start(int number) throws Exception {
        try (KafkaBrokers brokers = KafkaBrokers.of(broker.replaceFirst("kafka://", ""))) {
            brokers.createTopic(TABLE + "-" + NAMES.get(number), PARTITIONS);
        }
        RunningJob job =
                RunningJob.start(
                        testbed,
                        TABLE + " " + NAMES.get(number),
                        RunningJob.inJar(CountersJob.class),
                        arguments(number));
        jobs.add(job);
        lineages.add(job.id().toHexString());
        awaitBegin();
        senders.add(
                new Sender(
                        commands(number),
                        testbed.databases().stream().map(CountersScenario::database).toList(),
                        TABLE,
                        new Sender.Load(seed + number, NAMES.get(number), PER_SECOND),
                        seen));
    }

    private static Client.Database database(DatabaseServer server) {
        return server::connect;
    }

    private String commands(int number) {
        return broker + "/" + TABLE + "-" + NAMES.get(number);
    }

    private List<String> arguments(int number) {
        List<String> arguments = new ArrayList<>(List.of("--from", commands(number)));
        for (DatabaseServer each : testbed.databases()) {
            arguments.addAll(List.of("--to", each.name() + "=" + each.url()));
        }
        if (number > 0) {
            arguments.add("--join");
        }
        return arguments;
    }

    private void awaitBegin() throws InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            try (CounterReader reader = CounterReader.of(databases, Duration.ofSeconds(1))) {
                reader.strong(List.of("any"));
                return;
            } catch (DatabaseUnavailable | SinkFailure e) {
                jobs.forEach(RunningJob::checkRuns);
                if (System.nanoTime() > end) {
                    throw new FailureException("the job does not begin to count", e);
                }
            }
        }
    }

    @Override
    public void checkRuns() {
        try {
            jobs.forEach(RunningJob::checkRuns);
            failures()
                    .forEach(
                            failure -> {
                                throw new FailureException("a client could not go on: " + failure);
                            });
        } catch (FailureException e) {
            // Whoever sees that something is wrong gives up.
            throw broken == Broken.NOTHING ? e : new Disagreement(String.valueOf(e.getMessage()));
        }
    }

    private List<String> failures() {
        Readers reading = readers;
        return Stream.concat(
                        senders.stream().map(Sender::failure),
                        Stream.ofNullable(reading == null ? null : reading.reads().failure()))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** The one that gets smaller makes room for the other. */
    @Override
    public void behindRound(int number) throws Exception {
        if (broken == Broken.FORGETFUL) {
            forget(testbed.databases().get(number % DATABASES.size()));
        }
        if (number % RESCALE_EVERY == 0) {
            List<Integer> before = PARALLELISMS.get(rescaled % PARALLELISMS.size());
            rescaled++;
            List<Integer> next = PARALLELISMS.get(rescaled % PARALLELISMS.size());
            int smaller = next.get(0) < before.get(0) ? 0 : 1;
            for (int job : List.of(smaller, 1 - smaller)) {
                jobs.set(job, jobs.get(job).resume(arguments(job), next.get(job)));
            }
        }
    }

    /** As a restored backup does. */
    private static void forget(DatabaseServer database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM counters_registers WHERE register LIKE 'counter:%'");
        }
    }

    /** All that was sent is answered, and nothing more is sent. */
    @Override
    public void finish() throws Exception {
        senders.forEach(Sender::stop);
    }

    @Override
    public List<Agreement> check(Connection snapshot, boolean complete) throws Exception {
        return List.of(check.agreement(this::checkRuns));
    }

    @Override
    public List<String> lines() {
        Readers all = readers;
        return all == null
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "reads      %d strong, %d weak; %d gave up",
                                all.strong(),
                                all.weak(),
                                all.reads().unanswered()));
    }

    @Override
    public void close() throws InterruptedException {
        if (readers != null) {
            readers.close();
        }
        for (Sender sender : senders) {
            sender.close();
        }
    }
}
