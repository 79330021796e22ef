package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.paxos.CounterReading;
import io.oncestream.connector.jdbc.paxos.CounterReading.Reading;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads counters that {@link PaxosCommitSink} writes. For one thread at a time.
 *
 * <ul>
 *   <li><b>Strong</b>: linearizable. A majority of the databases is asked, and what is not decided
 *       by their answers is decided by a change that changes nothing. It needs no more databases
 *       than a commit does.
 *   <li><b>Weak</b>: what one database has of it: perhaps an old number, never one that is not
 *       decided.
 * </ul>
 *
 * <p>Where there is no majority for longer than the limit, or the one database is away: {@link
 * DatabaseUnavailable}.
 */
public final class CounterReader implements AutoCloseable {
    private final CounterReading reading;

    private CounterReader(CounterReading reading) {
        this.reading = reading;
    }

    /** Of counters that a job has begun; nothing is connected to yet. */
    public static CounterReader of(CounterDatabases databases, Duration limit) {
        return new CounterReader(new CounterReading(databases.members(limit)));
    }

    /** A number, and how often it was changed: 0 and 0 where nothing was ever added. */
    public record Value(long n, long version) {}

    /** All of them as they are now, each for itself. */
    public Map<String, Value> strong(Collection<String> counters) throws InterruptedException {
        return values(reading.strong(counters));
    }

    /**
     * Those of them that one database knows.
     *
     * @param database its place among the databases
     */
    public Map<String, Value> weak(int database, List<String> counters)
            throws InterruptedException {
        return values(reading.weak(database, counters));
    }

    private static Map<String, Value> values(Map<String, Reading> readings) {
        Map<String, Value> values = new TreeMap<>();
        readings.forEach((name, each) -> values.put(name, new Value(each.n(), each.version())));
        return values;
    }

    @Override
    public void close() {
        reading.close();
    }
}
