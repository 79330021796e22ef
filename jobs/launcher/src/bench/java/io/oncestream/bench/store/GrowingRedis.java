package io.oncestream.bench.store;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.OwnDatabase;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClusterClient;

/** A Redis Cluster with a further master, to which {@code redis-cli} moves slots. */
final class GrowingRedis implements Growing {

    private static final int PUT_AT_ONCE = 1_000;

    private final RedisCluster cluster;
    private final RedisClusterClient client;
    private final List<String> command;

    private GrowingRedis(RedisCluster cluster, RedisClusterClient client, List<String> command) {
        this.cluster = cluster;
        this.client = client;
        this.command = command;
    }

    /**
     * Starts it with all keys, and a master without slots.
     *
     * @param options of {@code redis-cli}, beside those that say what is to move
     */
    static Growing fill(Case one, PutScript script, List<String> options) throws Exception {
        int masters = one.number(OwnDatabase.COUNT);
        RedisCluster cluster = RedisCluster.start(masters);
        try (RedisClusterClient client = cluster.client()) {
            List<Put> some = new ArrayList<>();
            for (Map.Entry<String, String> each : script.entries().entrySet()) {
                some.add(new Put(each.getKey(), each.getValue()));
                if (some.size() == PUT_AT_ONCE) {
                    RedisWorker.putAll(client, some);
                    some.clear();
                }
            }
            RedisWorker.putAll(client, some);
        }
        List<String> command = new ArrayList<>(List.of(RedisServer.CLI, "--cluster", "reshard"));
        command.add(cluster.anyAddress());
        command.addAll(List.of("--cluster-from", "all", "--cluster-to", cluster.addEmpty()));
        command.addAll(List.of("--cluster-slots", Integer.toString(slots(masters))));
        command.add("--cluster-yes");
        command.addAll(options);
        return new GrowingRedis(cluster, cluster.client(), command);
    }

    /** The same share of all as the ring gives a shard that joins. */
    private static int slots(int masters) {
        return RedisCluster.SLOTS * Shards.joined(masters).size() / Shards.buckets();
    }

    @Override
    public @Nullable String read(String key) {
        return client.get(key);
    }

    @Override
    public Duration join() throws IOException, InterruptedException {
        Path printed = cluster.folder().resolve("reshard.out");
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(printed.toFile()))
                        .start();
        try {
            int code = process.waitFor();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (code != 0) {
                throw new IllegalStateException("slots were not moved, see " + printed);
            }
            return took;
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public long moved() {
        return cluster.keysOfLast();
    }

    @Override
    public Map<String, String> entries() {
        return cluster.entries();
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
