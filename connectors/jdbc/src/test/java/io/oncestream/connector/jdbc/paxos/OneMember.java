package io.oncestream.connector.jdbc.paxos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The only database there is: it takes all, so that a test sees what becomes of values. */
final class OneMember {

    final Map<String, String> values = new TreeMap<>();

    /** Up to the end or to a delivery, which is given back. */
    Optional<Delivery> talk(Conversation conversation) {
        Optional<Request> next = conversation.next();
        while (next.isPresent()) {
            if (next.get() instanceof Request.Deliver deliver) {
                return Optional.of(deliver.delivery());
            }
            conversation.answered(List.of(reply(next.get())));
            next = conversation.next();
        }
        return Optional.empty();
    }

    private Map<String, Register> reply(Request request) {
        Map<String, Register> reply = new HashMap<>();
        if (request instanceof Request.Prepare prepare) {
            for (String name : prepare.registers()) {
                String value = values.get(name);
                Ballot accepted = value == null ? Ballot.NONE : new Ballot(0, "o");
                reply.put(name, new Register(prepare.ballot(), accepted, value));
            }
        } else if (request instanceof Request.Accept accept) {
            values.putAll(accept.values());
            accept.values()
                    .forEach(
                            (name, value) ->
                                    reply.put(
                                            name,
                                            new Register(accept.ballot(), accept.ballot(), value)));
        }
        return reply;
    }
}
