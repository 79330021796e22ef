package io.oncestream.connector.jdbc.paxos;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A proposer: changes some registers, each by its own function, each decided for itself. Those that
 * another proposer took first are proposed again with a later ballot, until all are decided.
 */
final class Changing<R> implements Conversation {

    private final Ballots ballots;
    private final int quorum;
    private final SortedMap<String, Change<R>> undecided;
    private final Map<String, R> results = new HashMap<>();
    private final SortedMap<String, Changed<R>> proposed = new TreeMap<>();
    private Ballot ballot;
    private int refusals;

    /**
     * Begins.
     *
     * @param members how many databases there are
     */
    Changing(Ballots ballots, int members, Map<String, Change<R>> changes) {
        this(ballots, changes, members / 2 + 1);
    }

    /** With a quorum that may be none, to see that it matters. */
    Changing(Ballots ballots, Map<String, Change<R>> changes, int quorum) {
        this.ballots = ballots;
        this.quorum = quorum;
        this.undecided = new TreeMap<>(changes);
        this.ballot = ballots.next();
    }

    /** Of each register, what its decided change has given. */
    Map<String, R> results() {
        return results;
    }

    @Override
    public Optional<Request> next() {
        if (undecided.isEmpty()) {
            return Optional.empty();
        }
        if (proposed.isEmpty()) {
            return Optional.of(new Request.Prepare(ballot, new TreeSet<>(undecided.keySet())));
        }
        SortedMap<String, String> values = new TreeMap<>();
        proposed.forEach((register, changed) -> values.put(register, changed.value()));
        return Optional.of(new Request.Accept(ballot, values));
    }

    @Override
    public int refusals() {
        return refusals;
    }

    @Override
    public void answered(List<Map<String, Register>> replies) {
        replies.forEach(
                reply -> reply.values().forEach(register -> ballots.pass(register.promised())));
        if (proposed.isEmpty()) {
            propose(replies);
        } else {
            decide(replies);
        }
    }

    /** Those that a majority has promised; the others wait for the next ballot. */
    private void propose(List<Map<String, Register>> replies) {
        undecided.forEach(
                (name, change) -> {
                    Collection<Register> promises =
                            replies.stream()
                                    .map(reply -> reply.getOrDefault(name, Register.EMPTY))
                                    .filter(register -> register.promised().equals(ballot))
                                    .toList();
                    if (promises.size() >= quorum) {
                        proposed.put(name, change.of(last(promises).value()));
                    }
                });
        if (proposed.isEmpty()) {
            beginAgain();
        }
    }

    private static Register last(Collection<Register> promises) {
        Register last = Register.EMPTY;
        for (Register each : promises) {
            last = each.accepted().compareTo(last.accepted()) > 0 ? each : last;
        }
        return last;
    }

    private void decide(List<Map<String, Register>> replies) {
        int before = undecided.size();
        proposed.forEach(
                (name, changed) -> {
                    long accepted =
                            replies.stream()
                                    .map(reply -> reply.getOrDefault(name, Register.EMPTY))
                                    .filter(register -> register.accepted().equals(ballot))
                                    .count();
                    if (accepted >= quorum) {
                        undecided.remove(name);
                        results.put(name, changed.result());
                    }
                });
        if (undecided.size() < before) {
            refusals = -1; // it goes on
        }
        beginAgain();
    }

    private void beginAgain() {
        refusals++;
        proposed.clear();
        ballot = ballots.next();
    }
}
