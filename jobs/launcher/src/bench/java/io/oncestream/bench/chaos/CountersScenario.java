package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.CounterDatabases;
import io.oncestream.connector.jdbc.CounterReader;
import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.job.counters.CountersJob;
import io.oncestream.launcher.demo.Sender;
import io.oncestream.launcher.demo.counters.CountersLoad;
import io.oncestream.launcher.demo.counters.Readers;
import io.oncestream.launcher.demo.counters.Seen;
import io.oncestream.launcher.demo.counters.SentCommand;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two jobs that count in the same counters, in three databases, each with a client that sends, and
 * readers of both consistencies. Between rounds both are stopped and go on at other parallelisms.
 */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class CountersScenario implements Scenario {

    private static final String TABLE = CountersJob.NAME;
    private static final List<String> NAMES = List.of("a", "b");
    private static final int PER_SECOND = 10;
    private static final int RESCALE_EVERY = 5;

    /** Of both jobs, which together have all slots. */
    private static final List<List<Integer>> PARALLELISMS =
            List.of(List.of(2, 2), List.of(1, 3), List.of(3, 1));

    private static final Duration START_MAX = Duration.ofMinutes(2);

    private final Testbed testbed;
    private final long seed;
    private final Broken broken;
    private final Serving serving;
    private final Seen seen = new Seen();
    private final List<RunningJob> jobs = new ArrayList<>();
    private final List<String> lineages = new ArrayList<>();
    private final List<String> topics = new ArrayList<>();
    private final List<Sender<SentCommand>> senders = new ArrayList<>();
    private CounterDatabases databases;
    private CountersCheck check;
    private Readers readers;
    private int rescaled;

    CountersScenario(Testbed testbed, long seed, Broken broken) {
        this.testbed = testbed;
        this.seed = seed;
        this.broken = broken;
        this.serving = new Serving(testbed);
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
        List<Participant> participants = new ArrayList<>();
        for (DatabaseServer each : testbed.databases()) {
            participants.add(new Participant(each.name(), each.address()));
        }
        databases = new CounterDatabases(participants, TABLE);
        for (int i = 0; i < NAMES.size(); i++) {
            start(i);
        }
        readers = serving.with(new Readers(databases, seen, seed));
        check = new CountersCheck(testbed.databases(), TABLE, senders, readers, seen);
    }

    /** The second one joins the first. */
    private void start(int number) throws Exception {
        topics.add(serving.topic(TABLE + "-" + NAMES.get(number)));
        RunningJob job =
                RunningJob.start(
                        testbed,
                        TABLE + " " + NAMES.get(number),
                        RunningJob.inJar(CountersJob.class),
                        arguments(number));
        jobs.add(job);
        lineages.add(job.id().toHexString());
        if (!Waiting.until(this::counts, START_MAX, this::checkJobs)) {
            throw new FailureException("the job does not begin to count");
        }
        senders.add(
                serving.with(
                        new CountersLoad(seed + number, NAMES.get(number), PER_SECOND)
                                .sender(topics.get(number), testbed.databases(), TABLE, seen)));
    }

    private List<String> arguments(int number) {
        String topic = topics.get(number);
        return number > 0 ? serving.arguments(topic, "--join") : serving.arguments(topic);
    }

    private boolean counts() throws InterruptedException {
        try (CounterReader reader = CounterReader.of(databases, Duration.ofSeconds(1))) {
            reader.strong(List.of("any"));
            return true;
        } catch (DatabaseUnavailable | SinkFailure e) {
            return false;
        }
    }

    private void checkJobs() {
        jobs.forEach(RunningJob::checkRuns);
    }

    @Override
    public void checkRuns() {
        try {
            checkJobs();
            senders.forEach(sender -> Serving.checkGoesOn(sender.failure()));
            Serving.checkGoesOn(readers.reads().failure());
        } catch (FailureException e) {
            // Whoever sees that something is wrong gives up.
            throw broken == Broken.NOTHING ? e : new Disagreement(String.valueOf(e.getMessage()));
        }
    }

    /** The one that gets smaller makes room for the other. */
    @Override
    public void behindRound(int number) throws Exception {
        if (broken == Broken.FORGETFUL) {
            forget(testbed.databases().get(number % testbed.databases().size()));
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
        return List.of(
                "reads      %d strong, %d weak; %d gave up"
                        .formatted(
                                readers.strong(), readers.weak(), readers.reads().unanswered()));
    }

    @Override
    public void close() throws Exception {
        serving.close();
    }
}
