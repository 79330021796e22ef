package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.paxos.CounterValue.Done;
import io.oncestream.connector.jdbc.paxos.Delivery.CounterNow;
import io.oncestream.connector.jdbc.paxos.Lineages.Claim;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Sees all databases at once, and every step: what is decided, and what became of it. */
final class Oracle {

    private final Simulation simulation;
    private final int quorum;
    private final Map<String, NavigableMap<Ballot, Proposal>> registers = new HashMap<>();
    private final Map<String, CounterAnswer> answers = new HashMap<>();

    private static final class Proposal {
        final String value;
        int members;

        Proposal(String value) {
            this.value = value;
        }
    }

    Oracle(int members, Simulation simulation) {
        this.simulation = simulation;
        quorum = members / 2 + 1;
    }

    void accepted(int member, String register, Ballot ballot, String value) {
        NavigableMap<Ballot, Proposal> all =
                registers.computeIfAbsent(register, name -> new TreeMap<>());
        Proposal proposal = all.get(ballot);
        if (proposal == null) {
            proposal = new Proposal(value);
            all.put(ballot, proposal);
            Proposal decided = decidedBefore(all, ballot);
            if (decided != null) {
                requireSuccessor(register, decided.value, value);
            }
        } else if (!proposal.value.equals(value)) {
            throw new Violation(
                    "%s has two values at %s: %s and %s"
                            .formatted(register, ballot, proposal.value, value));
        }
        simulation.note(member, "accepts", register, "at", ballot, value);
        boolean wasDecided = isDecided(proposal);
        proposal.members |= 1 << member;
        if (!wasDecided && isDecided(proposal)) {
            simulation.note("decided is", register, "at", ballot, value);
            for (Proposal later : all.tailMap(ballot, false).values()) {
                requireSuccessor(register, proposal.value, later.value);
            }
        }
    }

    private boolean isDecided(Proposal proposal) {
        return Integer.bitCount(proposal.members) >= quorum;
    }

    private Proposal decidedBefore(NavigableMap<Ballot, Proposal> all, Ballot ballot) {
        for (Proposal each : all.headMap(ballot, false).descendingMap().values()) {
            if (isDecided(each)) {
                return each;
            }
        }
        return null;
    }

    /** The value of a later ballot than that of a decided one has come from it. */
    private static void requireSuccessor(String register, String before, String after) {
        if (!before.equals(after) && !follows(register, before, after)) {
            throw new Violation(
                    "%s was decided to be %s, and is lost: %s".formatted(register, before, after));
        }
    }

    private static boolean follows(String register, String before, String after) {
        if (register.startsWith("counter:")) {
            return follows(CounterValue.of(before), CounterValue.of(after));
        }
        if (register.startsWith("index:")) {
            Position old = Position.of(before);
            Position now = Position.of(after);
            return now.claim() >= old.claim()
                    && (!old.run().equals(now.run()) || old.checkpoint() <= now.checkpoint());
        }
        return Lineages.of(before).claims().entrySet().stream()
                .allMatch(
                        each -> {
                            Claim old = each.getValue();
                            Claim now = Lineages.of(after).claim(each.getKey());
                            return now != null
                                    && now.indices() >= old.indices()
                                    && now.number() >= old.number();
                        });
    }

    private static boolean follows(CounterValue before, CounterValue after) {
        int changed = 0;
        for (Map.Entry<String, Done> each : after.lineages().entrySet()) {
            Done old = before.done(each.getKey());
            if (!each.getValue().equals(old)) {
                changed++;
                if (old != null && old.last() >= each.getValue().last()) {
                    return false;
                }
                if (each.getValue().version() == before.version() + 1
                        && each.getValue().before() != before.n()) {
                    return false;
                }
            }
        }
        return after.version() >= before.version() + Math.max(1, changed)
                && after.lineages().keySet().containsAll(before.lineages().keySet());
    }

    void requireDecided(String counter, CounterNow now) {
        boolean isDecided =
                registers
                        .getOrDefault(Registers.counter(counter), new TreeMap<>())
                        .values()
                        .stream()
                        .filter(this::isDecided)
                        .map(each -> CounterValue.of(each.value))
                        .anyMatch(each -> each.version() == now.version() && each.n() == now.n());
        if (!isDecided) {
            throw new Violation("%s of counter %s is not decided".formatted(now, counter));
        }
    }

    void requireSame(CounterAnswer answer) {
        CounterAnswer first = answers.putIfAbsent(answer.command().id(), answer);
        if (first != null && !first.equals(answer)) {
            throw new Violation("two answers: %s and %s".formatted(first, answer));
        }
    }

    /** The value that was decided last of a counter. */
    CounterValue last(String counter) {
        NavigableMap<Ballot, Proposal> all = registers.get(Registers.counter(counter));
        Proposal last = all == null ? null : decidedBefore(all, new Ballot(Long.MAX_VALUE, ""));
        return CounterValue.of(last == null ? null : last.value);
    }
}
