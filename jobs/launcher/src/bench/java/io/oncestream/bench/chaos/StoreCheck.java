package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.store.ShardTable;
import io.oncestream.launcher.demo.Sender;
import io.oncestream.launcher.demo.store.OwnersWatch;
import io.oncestream.launcher.demo.store.Readers;
import io.oncestream.launcher.demo.store.RingChanges;
import io.oncestream.launcher.demo.store.Seen;
import io.oncestream.launcher.demo.store.SentCommand;
import io.oncestream.launcher.demo.store.ShardConnections;
import io.oncestream.launcher.demo.store.StoreChecks;
import io.oncestream.launcher.demo.store.StoreContents;
import io.oncestream.launcher.failure.FailureException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Compares what all shards have with what was sent, while nothing is sent and nothing moves. */
record StoreCheck(
        Map<String, DatabaseServer> shards,
        String table,
        Sender<SentCommand> sender,
        Readers readers,
        OwnersWatch watch,
        RingChanges ring,
        Seen seen,
        Semaphore changing) {

    private static final Duration END_MAX = Duration.ofMinutes(3);

    StoreCheck(
            Map<String, DatabaseServer> shards,
            String table,
            Sender<SentCommand> sender,
            Readers readers,
            OwnersWatch watch,
            RingChanges ring,
            Seen seen) {
        this(shards, table, sender, readers, watch, ring, seen, new Semaphore(1));
    }

    /** Changes the ring when no check is under way. */
    void unlessChecking(CommitWatch.Check change) throws Exception {
        changing.acquire();
        try {
            change.run();
        } finally {
            changing.release();
        }
    }

    /** Throws when something was seen that must not be. */
    void checkSeen() {
        seenWrong()
                .findFirst()
                .ifPresent(
                        violation -> {
                            throw new Disagreement("seen was: " + violation);
                        });
    }

    private Stream<String> seenWrong() {
        return Stream.concat(
                readers.reads().violations().stream(), watch.violations().stream());
    }

    /**
     * Waits until each command is answered and each bucket is where it belongs.
     *
     * @param isSwept whether no rows may be left that count no more
     * @param meanwhile throws when it makes no sense to go on waiting
     */
    Agreement agreement(boolean isSwept, CommitWatch.Check meanwhile) throws Exception {
        sender.rest(true);
        await("no shard joins or leaves", changing::tryAcquire, meanwhile);
        try {
            await("all is answered", sender::isAllAnswered, meanwhile);
            await("buckets are at rest", () -> ring.awaitSettled(Duration.ZERO), meanwhile);
            if (isSwept) {
                await("nothing dead is left", this::isSwept, meanwhile);
            }
            return agreement(isSwept);
        } finally {
            changing.release();
            sender.rest(false);
        }
    }

    /** What takes too long is no proof that anything is wrong. */
    private static void await(String what, Waiting.Condition isSo, CommitWatch.Check meanwhile)
            throws Exception {
        if (!Waiting.until(isSo, END_MAX, meanwhile)) {
            throw new FailureException(
                    "not so within %d s: %s".formatted(END_MAX.toSeconds(), what));
        }
    }

    private boolean isSwept() throws SQLException {
        try (ShardConnections connections = new ShardConnections(shards, table)) {
            return connections.inEach(ShardTable::dead).values().stream()
                    .allMatch(dead -> dead == 0);
        }
    }

    private Agreement agreement(boolean isSwept) throws SQLException {
        StoreContents contents = StoreContents.read(shards, table);
        Map<String, SentCommand> sent = sender.sent();
        List<String> violations =
                new ArrayList<>(StoreChecks.violations(contents, sent, seen, ring.rings()));
        seenWrong().forEach(violations::add);
        if (isSwept) {
            violations.addAll(contents.unswept());
        }
        Set<String> ids = new HashSet<>();
        contents.answers().forEach(each -> ids.add(each.id()));
        int answers = contents.answers().size();
        return new Agreement(
                table,
                answers,
                answers,
                sent.keySet().stream().filter(id -> !ids.contains(id)).count(),
                answers - ids.size(),
                violations.stream().findFirst());
    }
}
