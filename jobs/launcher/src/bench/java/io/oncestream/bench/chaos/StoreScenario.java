package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.Participant;
import io.oncestream.job.store.StoreJob;
import io.oncestream.launcher.demo.ClientThreads;
import io.oncestream.launcher.demo.Sender;
import io.oncestream.launcher.demo.store.OwnersWatch;
import io.oncestream.launcher.demo.store.Readers;
import io.oncestream.launcher.demo.store.Reads;
import io.oncestream.launcher.demo.store.RingChanges;
import io.oncestream.launcher.demo.store.Seen;
import io.oncestream.launcher.demo.store.SentCommand;
import io.oncestream.launcher.demo.store.ShardConnections;
import io.oncestream.launcher.demo.store.StoreContents;
import io.oncestream.launcher.demo.store.StoreLoad;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A store whose shards join and leave all the time, a client that sends, readers, and a look at
 * whose buckets are. Between rounds the job is stopped and goes on at another parallelism.
 */
@SuppressWarnings("NullAway.Init") // A run starts it before it asks anything of it.
final class StoreScenario implements Scenario {

    /** The last one joins and leaves, and so does the second one. */
    static final List<Database> DATABASES =
            List.of(Database.POSTGRES, Database.MARIADB, Database.POSTGRES, Database.POSTGRES);

    private static final List<Integer> CHANGES = List.of(3, 3, 3, 1, 1, 3);
    private static final String TABLE = StoreJob.NAME;
    private static final String ANSWERS = "store_answers";
    /** Few, so that most buckets that are used change while they move. */
    private static final int KEYS = 100;

    private static final int PER_SECOND = 50;
    private static final int SETTLING_MILLIS_MAX = 10_000;
    private static final int RESCALE_EVERY = 3;
    private static final Duration START_MAX = Duration.ofMinutes(2);

    private final Testbed testbed;
    private final long seed;
    private final Broken broken;
    private final Serving serving;
    private final Map<String, DatabaseServer> shards = new LinkedHashMap<>();
    private final Seen seen = new Seen();
    private final ClientThreads threads = new ClientThreads();
    private RunningJob job;
    private OwnersWatch watch;
    private Sender<SentCommand> sender;
    private RingChanges ring;
    private Readers readers;
    private StoreCheck check;
    private String commands = "";

    StoreScenario(Testbed testbed, long seed, Broken broken) {
        this.testbed = testbed;
        this.seed = seed;
        this.broken = broken;
        this.serving = new Serving(testbed);
    }

    @Override
    public List<String> tables() {
        return List.of(ANSWERS);
    }

    /**
     * By the answers, wherever it is asked: a shard that nothing is written to has no marker, and a
     * checkpoint that is complete when all sinks have committed the one before.
     */
    @Override
    public long lastCheckpoint(Connection connection, String table) throws SQLException {
        try (Connection first = testbed.connect()) {
            return new Ledger(first, table).lastCheckpoint();
        }
    }

    @Override
    public void start() throws Exception {
        testbed.databases().forEach(each -> shards.put(each.name(), each));
        commands = serving.topic(TABLE);
        job =
                RunningJob.start(
                        testbed,
                        TABLE,
                        broken.options(StoreJob.class, BrokenStoreJob.class),
                        arguments());
        if (!Waiting.until(this::hasTables, START_MAX, job::checkRuns)) {
            throw new FailureException("the job does not make its tables");
        }
        watch = serving.with(new OwnersWatch(shards, TABLE));
        StoreLoad load = new StoreLoad(seed, KEYS, PER_SECOND);
        sender =
                serving.with(
                        load.sender(commands, testbed.databases().get(0), TABLE, seen));
        ring = new RingChanges(sender, watch, names().subList(0, DATABASES.size() - 1));
        readers = serving.with(new Readers(reads(), load, seen, ring::isMoving));
        check = new StoreCheck(shards, TABLE, sender, readers, watch, ring, seen);
        serving.with(threads).start("ring", this::changeAgain);
    }

    private List<String> names() {
        return List.copyOf(shards.keySet());
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--from", commands, "--move-rate", "100"));
        shards.forEach(
                (name, server) -> {
                    boolean isSpare = name.equals(names().get(DATABASES.size() - 1));
                    arguments.add(isSpare ? "--spare" : "--to");
                    arguments.add(name + "=" + server.url());
                });
        return broken.needsJobOfItsOwn() ? broken.before(arguments) : arguments;
    }

    private boolean hasTables() {
        try {
            return StoreContents.read(shards, TABLE).answers().isEmpty();
        } catch (SQLException e) {
            return false;
        }
    }

    private Supplier<Reads> reads() {
        if (broken == Broken.NO_MOVES || broken == Broken.NO_LOOK) {
            return () -> new BrokenReads(new ShardConnections(shards, TABLE), TABLE, broken);
        }
        List<Participant> participants = new ArrayList<>();
        shards.forEach(
                (name, server) -> participants.add(new Participant(name, server.address())));
        return Reads.of(participants, TABLE);
    }

    /** The next change does not always wait for the one before. */
    private void changeAgain() throws Exception {
        Random random = new Random(seed);
        for (int i = 0; threads.goOn(); i++) {
            String shard = names().get(CHANGES.get(i % CHANGES.size()));
            check.unlessChecking(() -> ring.change(shard));
            ring.awaitSettled(Duration.ofMillis(random.nextInt(SETTLING_MILLIS_MAX)));
        }
    }

    @Override
    public void checkRuns() {
        job.checkRuns();
        Serving.checkGoesOn(sender.failure());
        Serving.checkGoesOn(readers.reads().failure());
        Serving.checkGoesOn(watch.failure());
        Serving.checkGoesOn(threads.failure());
        check.checkSeen();
    }

    @Override
    public void behindRound(int number) throws Exception {
        if (number % RESCALE_EVERY == 0) {
            job = job.rescale(arguments());
        }
    }

    /** Nothing more is sent. */
    @Override
    public void finish() throws Exception {
        sender.stop();
        threads.stop();
    }

    @Override
    public List<Agreement> check(Connection snapshot, boolean complete) throws Exception {
        return List.of(check.agreement(broken != Broken.NO_MOVES, this::checkRuns));
    }

    @Override
    public List<String> lines() {
        return List.of(
                "reads      %d strong, %d of them while buckets moved; %d eventual; %d gave up"
                        .formatted(
                                readers.strong(),
                                readers.strongWhileMoving(),
                                readers.eventual(),
                                readers.reads().unanswered()),
                "ring       %d joins and leaves".formatted(ring.rings().size() - 1));
    }

    @Override
    public void close() throws Exception {
        serving.close();
    }
}
