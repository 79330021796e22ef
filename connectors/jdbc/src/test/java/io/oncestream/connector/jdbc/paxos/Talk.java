package io.oncestream.connector.jdbc.paxos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks all databases until a majority has answered, as the driver in production does. */
final class Talk {

    private final Conversation conversation;
    private final Simulation simulation;
    private final Map<Integer, Map<String, Register>> replies = new TreeMap<>();
    private final String name;
    private Request request;
    private int phase;
    boolean isDone;

    Talk(String name, Conversation conversation, Simulation simulation) {
        this.name = name;
        this.conversation = conversation;
        this.simulation = simulation;
    }

    void step() {
        if (request != null) {
            if (replies.size() < simulation.quorum()) {
                if (simulation.isLikely(5)) {
                    ask();
                }
                return;
            }
            if (replies.size() < simulation.members() && simulation.isLikely(30)) {
                return;
            }
            conversation.answered(List.copyOf(replies.values()));
            replies.clear();
            phase++;
        }
        request = conversation.next().orElse(null);
        isDone = request == null;
        if (isDone) {
            simulation.note(name, "is done");
        } else {
            ask();
        }
    }

    private void ask() {
        simulation.ask(this, phase, request);
    }

    /** Replies of an earlier phase come too late. */
    void answered(int member, int of, Map<String, Register> reply) {
        if (of == phase && request != null) {
            replies.put(member, reply);
        }
    }
}
