package io.oncestream.connector.jdbc.paxos;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads registers of counters, and the tables that everyone reads. */
public final class CounterReading implements AutoCloseable {

    private final CounterMembers members;
    private final Ballots ballots = new Ballots();
    private boolean isOpen;

    /** Of these members, which are closed with it. */
    public CounterReading(CounterMembers members) {
        this.members = members;
    }

    /** A decided value of a counter. */
    public record Reading(long n, long version) {}

    /** What the counters are now. */
    public Map<String, Reading> strong(Collection<String> counters) throws InterruptedException {
        if (!isOpen) {
            members.open();
            isOpen = true;
        }
        List<String> names = counters.stream().map(Registers::counter).toList();
        Map<String, Reading> readings = new TreeMap<>();
        Map<String, Change<Reading>> unclear = new HashMap<>();
        List<Map<String, Register>> replies = members.look(names);
        for (String name : names) {
            Optional<Reading> decided = decided(name, replies);
            if (decided.isPresent()) {
                readings.put(Registers.counterOf(name), decided.get());
            } else {
                unclear.put(name, CounterReading::unchanged);
            }
        }
        if (!unclear.isEmpty()) {
            Changing<Reading> changing = new Changing<>(ballots, members.size(), unclear);
            members.run(changing);
            changing.results().forEach((name, is) -> readings.put(Registers.counterOf(name), is));
        }
        return readings;
    }

    private static Changed<Reading> unchanged(@Nullable String value) {
        CounterValue counter = CounterValue.of(value);
        return new Changed<>(counter.text(), reading(counter));
    }

    private static Reading reading(CounterValue counter) {
        return new Reading(counter.n(), counter.version());
    }

    /** What a majority has accepted at one ballot; nothing at all is such a value too. */
    private Optional<Reading> decided(String name, List<Map<String, Register>> replies) {
        Map<Ballot, List<Register>> byBallot = new HashMap<>();
        for (Map<String, Register> reply : replies) {
            Register register = reply.getOrDefault(name, Register.EMPTY);
            byBallot.computeIfAbsent(register.accepted(), b -> new ArrayList<>()).add(register);
        }
        return byBallot.values().stream()
                .filter(same -> same.size() > members.size() / 2)
                .map(same -> reading(CounterValue.of(same.get(0).value())))
                .findFirst();
    }

    /** What one database has delivered of them, for which it needs no other one. */
    public Map<String, Reading> weak(int database, List<String> counters)
            throws InterruptedException {
        Map<String, Reading> readings = new TreeMap<>();
        for (List<@Nullable Object> row :
                members.one(
                        database,
                        (connection, member) -> {
                            member.requireSomeMember(connection);
                            return member.deliveries().counters(connection, counters);
                        })) {
            readings.put(
                    (String) requireNonNull(row.get(0)),
                    new Reading(
                            (Long) requireNonNull(row.get(1)), (Long) requireNonNull(row.get(2))));
        }
        return readings;
    }

    @Override
    public void close() {
        members.close();
    }
}
