package io.oncestream.connector.jdbc.paxos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * A conversation that sees other values than there are, and takes for accepted what it leaves
 * unchanged of some registers.
 */
final class Broken implements Conversation {

    private final Conversation whole;
    private final BinaryOperator<String> seen;
    private final Predicate<String> skips;
    private final int members;
    private final Map<String, Seen> last = new HashMap<>();
    private Ballot ballot = Ballot.NONE;
    private final Map<String, Register> skipped = new HashMap<>();

    /** What a register is, and what it is taken for. */
    private record Seen(Register register, String as) {}

    /**
     * A conversation with a fault.
     *
     * @param seen a register's name and value, and what is seen instead
     * @param skips the registers of which an unchanged value is not accepted anew
     */
    Broken(Conversation whole, int members, BinaryOperator<String> seen, Predicate<String> skips) {
        this.whole = whole;
        this.members = members;
        this.seen = seen;
        this.skips = skips;
    }

    @Override
    public Optional<Request> next() {
        Optional<Request> next = whole.next();
        skipped.clear();
        if (next.isPresent() && next.get() instanceof Request.Prepare prepare) {
            ballot = prepare.ballot();
        }
        if (next.isEmpty() || !(next.get() instanceof Request.Accept accept)) {
            return next;
        }
        SortedMap<String, String> values = new TreeMap<>();
        accept.values().forEach((name, value) -> propose(accept.ballot(), name, value, values));
        if (!values.isEmpty()) {
            return Optional.of(new Request.Accept(accept.ballot(), values));
        }
        List<Map<String, Register>> replies = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            replies.add(Map.copyOf(skipped));
        }
        whole.answered(replies);
        return next();
    }

    private void propose(
            Ballot ballot, String name, String value, SortedMap<String, String> values) {
        Seen seen = last.get(name);
        if (seen == null || !value.equals(seen.as())) {
            values.put(name, value);
        } else if (skips.test(name)) {
            skipped.put(name, new Register(ballot, ballot, value));
        } else {
            values.put(name, seen.register().value());
        }
    }

    @Override
    public void answered(List<Map<String, Register>> replies) {
        last.clear();
        List<Map<String, Register>> changed = new ArrayList<>();
        for (Map<String, Register> reply : replies) {
            Map<String, Register> other = new HashMap<>(skipped);
            reply.forEach((name, register) -> other.put(name, see(name, register)));
            changed.add(other);
        }
        whole.answered(changed);
    }

    private Register see(String name, Register register) {
        String as = seen.apply(name, register.value());
        if (register.promised().equals(ballot)) {
            last.merge(name, new Seen(register, as), Broken::later);
        }
        return new Register(register.promised(), register.accepted(), as);
    }

    private static Seen later(Seen a, Seen b) {
        return a.register().accepted().compareTo(b.register().accepted()) < 0 ? b : a;
    }
}
