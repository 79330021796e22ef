package io.oncestream.bench.store;

import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.Latencies;
import java.io.IOException;
import java.util.List;
import redis.clients.jedis.ClusterPipeline;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Response;

/** Takes puts from its partitions, and sends some of them before it waits for their answers. */
final class RedisWorker implements AutoCloseable {

    private static final String OK = "OK";

    private final CommandReader commands;
    private final RedisClusterClient client;
    private long done;

    /** Takes over both. */
    RedisWorker(CommandReader commands, RedisClusterClient client) {
        this.commands = commands;
        this.client = client;
    }

    /** Until there are no more. */
    void work(int putsMax, Latencies latencies) throws IOException {
        List<Put> some = Put.next(commands, putsMax);
        while (!some.isEmpty()) {
            long start = System.nanoTime();
            done += some.size() == 1 ? put(some.get(0)) : putAll(client, some);
            latencies.add(start, System.nanoTime());
            some = Put.next(commands, putsMax);
        }
    }

    private long put(Put one) {
        return OK.equals(client.set(one.key(), one.value())) ? 1 : 0;
    }

    /** How many of them are done. */
    static long putAll(RedisClusterClient client, List<Put> some) {
        List<Response<String>> answers;
        try (ClusterPipeline pipeline = client.pipelined()) {
            answers = some.stream().map(put -> pipeline.set(put.key(), put.value())).toList();
            pipeline.sync();
        }
        return answers.stream().filter(answer -> OK.equals(answer.get())).count();
    }

    /** How many puts. */
    long done() {
        return done;
    }

    @Override
    public void close() {
        commands.close();
        client.close();
    }
}
