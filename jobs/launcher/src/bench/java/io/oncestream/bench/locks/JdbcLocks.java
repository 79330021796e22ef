package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Latencies;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.measure.Workers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Workers with a connection each, which take the next pair and wait for both of its answers. */
final class JdbcLocks implements Work {

    private final Case one;
    private final Pairs pairs;
    private final OwnDatabase database;
    private final String held;
    private final List<Connection> connections = new ArrayList<>();
    private final List<LockSession> sessions = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private final AtomicInteger next = new AtomicInteger();
    private final Guard guard;

    private JdbcLocks(Case one, OwnDatabase database, String held) {
        this.one = one;
        this.pairs = Pairs.of(one);
        this.database = database;
        this.held = held;
        this.guard = new Guard(pairs, one.number(Pairs.RESOURCES));
    }

    /** Opens a worker's session. */
    interface Opening {
        LockSession open(Connection connection, Pairs pairs, String owner) throws SQLException;
    }

    /**
     * Connects the workers.
     *
     * @param setup a statement that makes the table
     * @param held a query for how many locks are held
     */
    static Work prepare(Case one, String setup, String held, Opening opening) throws SQLException {
        JdbcLocks locks = new JdbcLocks(one, OwnDatabase.create(one), held);
        locks.database.execute(setup);
        for (int i = 0; i < one.number(Pairs.WORKERS); i++) {
            Connection connection = locks.database.connect();
            locks.connections.add(connection);
            locks.sessions.add(opening.open(connection, locks.pairs, "worker-" + i));
        }
        return locks;
    }

    @Override
    public Instant run() throws InterruptedException, ExecutionException {
        Pace pace = Pace.of(one);
        Workers.run(sessions, session -> work(session, pace));
        return Instant.now();
    }

    private void work(LockSession session, Pace pace) throws SQLException, InterruptedException {
        for (int pair = next.getAndIncrement();
                pair < pairs.count();
                pair = next.getAndIncrement()) {
            long due = pace.await(Pairs.id(pair));
            long token = session.tryLock(pair);
            guard.answered(Pairs.id(pair));
            if (token != 0) {
                guard.enter(pairs.resource(pair), token);
                if (pace.isPaced()) {
                    latencies.add(due, System.nanoTime());
                }
            }
            pace.await(Pairs.id(pair) + 1);
            if (token != 0) {
                guard.leave(pairs.resource(pair));
            }
            session.release(pair, token);
            guard.answered(Pairs.id(pair) + 1);
        }
    }

    @Override
    public Check check() throws SQLException {
        database.checkNone("still held", held);
        return guard.check();
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        figures.put(Guard.GRANTED, Guard.percent(guard.granted(), pairs));
        if (one.number(Pace.RATE) > 0) {
            figures.putAll(latencies.figures(Guard.GRANT));
        }
        return figures;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
        database.close();
    }
}
