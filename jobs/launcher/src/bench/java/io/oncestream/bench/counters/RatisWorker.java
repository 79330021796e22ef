package io.oncestream.bench.counters;

import io.oncestream.bench.measure.CommandReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;

/** Sends the commands of its partitions, and waits for an answer only where too many are open. */
final class RatisWorker implements AutoCloseable {

    private static final int READ_AT_ONCE = 1_000;

    private final CommandReader commands;
    private final RaftClient client;
    private long answers;

    /** Takes over both. */
    RatisWorker(CommandReader commands, RaftClient client) {
        this.commands = commands;
        this.client = client;
    }

    /** Until all are answered. */
    void work() throws IOException, InterruptedException, ExecutionException {
        List<CompletableFuture<Long>> sent = new ArrayList<>();
        List<Map<String, String>> some = commands.next(READ_AT_ONCE);
        while (!some.isEmpty()) {
            for (Map<String, String> fields : some) {
                Message add = CountingStateMachine.add(Add.of(fields));
                sent.add(client.async().send(add).thenApply(RatisWorker::n));
            }
            some = commands.next(READ_AT_ONCE);
        }
        for (CompletableFuture<Long> each : sent) {
            answers += each.get() > 0 ? 1 : 0;
        }
    }

    private static long n(RaftClientReply reply) {
        return Long.parseLong(successful(reply).getContent().toStringUtf8());
    }

    private static Message successful(RaftClientReply reply) {
        if (!reply.isSuccess()) {
            throw new IllegalStateException("not done: " + reply, reply.getException());
        }
        return reply.getMessage();
    }

    /** How many commands were answered. */
    long answers() {
        return answers;
    }

    /** Asks the leader, who may have to be found first. */
    Map<String, Long> counters() throws IOException {
        return CountingStateMachine.counters(
                successful(client.io().sendReadOnly(Message.valueOf("all"))));
    }

    @Override
    public void close() throws IOException {
        commands.close();
        client.close();
    }
}
