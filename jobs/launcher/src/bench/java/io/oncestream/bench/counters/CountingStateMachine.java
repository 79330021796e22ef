package io.oncestream.bench.counters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/**
 * Counters in the memory of a server; the log alone is on its disk. An add is the counter and the
 * amount, its answer what the counter is then.
 */
final class CountingStateMachine extends BaseStateMachine {

    private final Map<String, Long> counters = new ConcurrentHashMap<>();

    /** What the servers are told. */
    static Message add(Add add) {
        return Message.valueOf(add.counter() + " " + add.amount());
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        String[] words =
                entry.getStateMachineLogEntry().getLogData().toStringUtf8().split(" ", -1);
        long n = counters.merge(words[0], Long.valueOf(words[1]), Long::sum);
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        return CompletableFuture.completedFuture(Message.valueOf(Long.toString(n)));
    }

    /** All counters, whatever is asked. */
    @Override
    public CompletableFuture<Message> query(Message request) {
        StringBuilder lines = new StringBuilder();
        counters.forEach((counter, n) -> lines.append(counter).append(' ').append(n).append('\n'));
        return CompletableFuture.completedFuture(Message.valueOf(lines.toString()));
    }

    /** As {@link #query} has written it. */
    static Map<String, Long> counters(Message answer) {
        Map<String, Long> counters = new HashMap<>();
        answer.getContent()
                .toString(UTF_8)
                .lines()
                .map(line -> line.split(" ", -1))
                .forEach(words -> counters.put(words[0], Long.valueOf(words[1])));
        return counters;
    }
}
