package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.paxos.Delivery.CounterNow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** One database: its registers, and the tables that everyone reads. */
final class SimulatedMember {

    private final int id;
    private final Flaw flaw;
    private final Oracle oracle;
    private final Map<String, Register> registers = new HashMap<>();
    private final Map<String, CounterNow> counters = new HashMap<>();
    private final Map<String, CounterAnswer> answers = new HashMap<>();
    boolean isUp = true;

    SimulatedMember(int id, Flaw flaw, Oracle oracle) {
        this.id = id;
        this.flaw = flaw;
        this.oracle = oracle;
    }

    /** In one transaction. */
    Map<String, Register> handle(Request request) {
        Map<String, Register> reply = new HashMap<>();
        if (request instanceof Request.Prepare prepare) {
            for (String name : prepare.registers()) {
                Register now = register(name).prepare(prepare.ballot());
                registers.put(name, now);
                reply.put(name, now);
            }
        } else if (request instanceof Request.Accept accept) {
            accept.values()
                    .forEach(
                            (name, value) -> reply.put(name, accept(name, accept.ballot(), value)));
        } else {
            deliver(((Request.Deliver) request).delivery());
        }
        return reply;
    }

    private Register register(String name) {
        return registers.getOrDefault(name, Register.EMPTY);
    }

    private Register accept(String name, Ballot ballot, String value) {
        Register before = register(name);
        if (ballot.compareTo(before.promised()) < 0) {
            return before.accept(ballot, value);
        }
        Register now = before.accept(ballot, value);
        if (flaw == Flaw.ACCEPT_LEAVES_PROMISED) {
            now = new Register(before.promised(), ballot, value);
        }
        registers.put(name, now);
        oracle.accepted(id, name, ballot, value);
        return now;
    }

    private void deliver(Delivery delivery) {
        delivery.counters()
                .forEach(
                        (name, now) -> {
                            oracle.requireDecided(name, now);
                            counters.merge(name, now, (a, b) -> a.version() < b.version() ? b : a);
                        });
        for (CounterAnswer answer : delivery.answers()) {
            oracle.requireSame(answer);
            answers.putIfAbsent(answer.command().id(), answer);
        }
    }

    Collection<CounterAnswer> answers() {
        return answers.values();
    }
}
