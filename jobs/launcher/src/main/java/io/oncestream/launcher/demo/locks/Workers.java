package io.oncestream.launcher.demo.locks;

import io.oncestream.check.OrderCheck;
import io.oncestream.check.Placed;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.ask.AnswerTable;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.demo.ClientThreads;
import io.oncestream.state.lock.LockAnswer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Workers in threads of their own, and what must hold of what they saw. */
public final class Workers implements AutoCloseable {

    /** How many there are. */
    public static final int COUNT = 200;

    private final String table;
    private final CommandTopic topic;
    private final Client client;
    private final LockClient locks;
    private final Shelf shelf;
    private final ClientThreads threads = new ClientThreads();

    /** Whose answers had been seen when the table was read last. */
    private Set<String> seenBefore = Set.of();

    /**
     * Starts them.
     *
     * @param commands the topic that the job reads
     * @param table the job's table
     * @param isFenced whether they keep to the fence, as they must
     */
    public Workers(
            Client.Database database, String commands, String table, long seed, boolean isFenced)
            throws SQLException {
        this.table = table;
        this.shelf = Shelf.open(database, isFenced);
        this.topic = CommandTopic.open(commands);
        AnswerTable answers = new AnswerTable(answers(), JobTables.refused(table), "domain");
        this.client = new Client(topic, List.of(database), answers, Clock.systemUTC());
        this.locks = new LockClient(client, seed);
        for (int i = 0; i < COUNT; i++) {
            String name = "worker-" + (i + 1);
            Worker worker = new Worker(locks, shelf, name, seed * COUNT + i);
            threads.start(name, () -> worker.work(threads::goOn));
        }
    }

    private String answers() {
        return JobTables.beside(table, "answers");
    }

    /** Each ends when what it has asked is answered. */
    public void stop() {
        threads.stop();
    }

    /** Whether all have ended. */
    public boolean isOver() {
        return threads.isOver();
    }

    /** Commands that were answered. */
    public long answered() {
        return locks.answered();
    }

    /** Transactions that the fence kept off. */
    public long fenced() {
        return shelf.fenced();
    }

    /** Why one of them could not go on; null where none has. */
    public @Nullable String failure() {
        return threads.failure();
    }

    /** The answers that are there. */
    public List<Placed<LockAnswer>> read(Connection snapshot) throws SQLException {
        seenBefore = Set.copyOf(locks.seen().keySet());
        return LockAnswers.read(snapshot, answers());
    }

    /** All changes that were written under the locks. */
    public long written(Connection snapshot) throws SQLException {
        return Shelf.written(snapshot);
    }

    /** Those that another one has written over without having seen them. */
    public long lost(Connection snapshot) throws SQLException {
        return Shelf.lost(snapshot);
    }

    /**
     * What is wrong with answers, one line each.
     *
     * @param complete whether they are all that there will be; else some may wait unseen
     */
    public List<String> violations(List<Placed<LockAnswer>> answers, boolean complete) {
        List<String> violations =
                new ArrayList<>(
                        new OrderCheck<LockAnswer>(
                                        () -> new LocksModel(locks.sent(), complete),
                                        locks.recording())
                                .violations(answers));
        violations.addAll(revised(answers));
        if (complete) {
            violations.addAll(gaps(answers));
        }
        if (complete && failure() == null) {
            long missing = locks.recording().commands().size() - locks.answered();
            if (missing > 0) {
                violations.add("%d commands have no answer".formatted(missing));
            }
        }
        return violations;
    }

    /** A domain numbers all that happens without gaps, so what is missing shows. */
    private static List<String> gaps(List<Placed<LockAnswer>> answers) {
        Map<String, TreeSet<Long>> places = new HashMap<>();
        for (Placed<LockAnswer> each : answers) {
            TreeSet<Long> ofKey = places.computeIfAbsent(each.key(), none -> new TreeSet<>());
            ofKey.add(each.arrived());
            ofKey.add(each.number());
        }
        List<String> violations = new ArrayList<>();
        places.forEach(
                (key, all) -> {
                    long missing = all.last() - all.first() + 1 - all.size();
                    if (missing > 0) {
                        violations.add("%s has %d numbers too few".formatted(key, missing));
                    }
                });
        return violations;
    }

    /** What a client has seen stays as it was. */
    private List<String> revised(List<Placed<LockAnswer>> answers) {
        Map<String, LockAnswer> there = new HashMap<>();
        answers.forEach(each -> there.putIfAbsent(String.valueOf(each.id()), each.answer()));
        List<String> violations = new ArrayList<>();
        seenBefore.forEach(
                id -> {
                    Answer seen = Objects.requireNonNull(locks.seen().get(id));
                    LockAnswer answer = there.get(id);
                    boolean same =
                            answer != null
                                    && seen.text("number").equals(Long.toString(answer.number()))
                                    && seen.text("outcome").equals(answer.outcome().word());
                    if (!same) {
                        violations.add("%s was seen as %s and is %s".formatted(id, seen, answer));
                    }
                });
        return violations;
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
        client.close();
        topic.close();
    }
}
