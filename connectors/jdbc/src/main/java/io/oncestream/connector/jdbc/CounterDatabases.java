package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.paxos.CounterMembers;
import io.oncestream.connector.jdbc.paxos.CounterMembers.Place;
import io.oncestream.connector.jdbc.paxos.CounterTables;
import io.oncestream.state.ledger.TableDefinition;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The databases that hold a set of counters, and what their tables are called there.
 *
 * @param participants 3, 5 or 7, in any order
 * @param table of the counters; the others are called {@code TABLE_answers} and so on
 */
public record CounterDatabases(List<Participant> participants, String table)
        implements Serializable {

    private static final Set<Integer> SIZES = Set.of(3, 5, 7);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** One attempt: who does not answer is done without. */
    private static final Backoff ONCE =
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);

    /** Refuses what cannot be, by an {@link IllegalArgumentException}. */
    public CounterDatabases {
        participants = List.copyOf(participants);
        if (!SIZES.contains(participants.size())) {
            throw new IllegalArgumentException(
                    "counters are in 3, 5 or 7 databases, and %d are given: give --to so many times"
                            .formatted(participants.size()));
        }
        for (Participant participant : participants) {
            Dialect dialect = participant.address().dialect();
            for (TableDefinition each : new CounterTables(table).all()) {
                dialect.quoteTable(each.name());
            }
        }
    }

    /** Not connected to; the caller closes them. */
    CounterMembers members() {
        return members(LIMIT);
    }

    /**
     * The same with another limit.
     *
     * @param limit how long to wait for a majority
     */
    CounterMembers members(Duration limit) {
        List<Place> places =
                participants.stream()
                        .map(
                                each ->
                                        new Place(
                                                each.name(),
                                                each.address().url(),
                                                each.address().dialect(),
                                                each.address().session(ONCE, () -> {})))
                        .toList();
        return new CounterMembers(places, new CounterTables(table), limit);
    }
}
