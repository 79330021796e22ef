package io.oncestream.bench.store;

import io.oncestream.bench.measure.ProcessTree;
import io.oncestream.bench.measure.Servers;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** A Redis Cluster of masters without replicas, each with as many slots. */
final class RedisCluster implements AutoCloseable {

    static final int SLOTS = 16_384;

    /** Below that of the benchmarks. */
    static final String FOLDER = "store/redis";

    private static final String HOST = "127.0.0.1";
    private static final String STOP = "TERM";
    private static final long POLL_MILLIS = 20;
    private static final Duration FORMED_MAX = Duration.ofMinutes(2);
    private static final int READ_AT_ONCE = 1_000;
    private static final JedisClientConfig PATIENT =
            DefaultJedisClientConfig.builder().timeoutMillis(30_000).build();

    private final Path folder = Home.fromSystemProperties().folder("bench/" + FOLDER);
    private final Servers servers =
            new Servers(Home.fromSystemProperties().installation(), folder);
    private final List<Servers.Server> nodes = new ArrayList<>();

    private RedisCluster() {}

    static RedisCluster start(int masters) throws IOException, InterruptedException {
        RedisCluster cluster = new RedisCluster();
        for (int i = 0; i < masters; i++) {
            cluster.startNode();
            try (Jedis node = cluster.node(i)) {
                node.clusterAddSlotsRange(SLOTS * i / masters, SLOTS * (i + 1) / masters - 1);
            }
        }
        cluster.form();
        return cluster;
    }

    /** Ends what a JVM that was killed has left. */
    static void stopLeft(Servers servers, int masters) throws IOException {
        for (int i = 0; i < masters; i++) {
            servers.stopLeft(name(i), STOP);
        }
    }

    private static String name(int i) {
        return "redis-" + (i + 1);
    }

    /** A further master, which has no slots; returns its id. */
    String addEmpty() throws IOException, InterruptedException {
        startNode();
        form();
        try (Jedis node = node(nodes.size() - 1)) {
            return node.clusterMyId();
        }
    }

    private void startNode() throws IOException, InterruptedException {
        nodes.add(servers.startEmpty(name(nodes.size()), RedisServer::start, STOP));
        try (Jedis node = node(nodes.size() - 1)) {
            node.clusterSetConfigEpoch(nodes.size());
        }
    }

    /** Has all meet, and waits until all know of each other and of all slots. */
    private void form() throws InterruptedException {
        for (int i = 1; i < nodes.size(); i++) {
            meetFirst(i);
        }
        long end = System.nanoTime() + FORMED_MAX.toNanos();
        for (int i = 0; i < nodes.size(); i++) {
            try (Jedis node = node(i)) {
                while (!isFormed(node.clusterInfo())) {
                    if (System.nanoTime() > end) {
                        throw new IllegalStateException("no cluster: " + node.clusterInfo());
                    }
                    Thread.sleep(POLL_MILLIS);
                }
            }
        }
    }

    private void meetFirst(int i) {
        try (Jedis node = node(i);
                Jedis first = node(0)) {
            node.sendCommand(
                    Protocol.Command.CLUSTER,
                    "MEET",
                    HOST,
                    Integer.toString(nodes.get(0).port()),
                    first.configGet("cluster-port").get("cluster-port"));
        }
    }

    private boolean isFormed(String info) {
        return info.contains("cluster_state:ok")
                && info.contains("cluster_slots_ok:" + SLOTS)
                && info.contains("cluster_known_nodes:" + nodes.size());
    }

    private HostAndPort address(int i) {
        return new HostAndPort(HOST, nodes.get(i).port());
    }

    /** A connection to one of the masters. */
    private Jedis node(int i) {
        return new Jedis(address(i), PATIENT);
    }

    /** A client of all, with connections of its own. */
    RedisClusterClient client() {
        HashSet<HostAndPort> addresses = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            addresses.add(address(i));
        }
        return RedisClusterClient.builder().nodes(addresses).clientConfig(PATIENT).build();
    }

    /** Of one of the masters, for a command that finds the others by it. */
    String anyAddress() {
        return address(0).toString();
    }

    Path folder() {
        return folder;
    }

    /** How many keys the last master has. */
    long keysOfLast() {
        try (Jedis last = node(nodes.size() - 1)) {
            return last.dbSize();
        }
    }

    /** Of all masters; no key may be in two. */
    Map<String, String> entries() {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            try (Jedis node = node(i)) {
                String cursor = ScanParams.SCAN_POINTER_START;
                Map<String, String> own = new HashMap<>();
                do {
                    ScanResult<String> some =
                            node.scan(cursor, new ScanParams().count(READ_AT_ONCE));
                    own.putAll(values(node, some.getResult()));
                    cursor = some.getCursor();
                } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
                own.forEach((key, value) -> Shards.add(entries, key, value));
            }
        }
        return entries;
    }

    private static Map<String, String> values(Jedis node, List<String> keys) {
        Map<String, Response<String>> asked = new HashMap<>();
        try (Pipeline pipeline = node.pipelined()) {
            keys.forEach(key -> asked.put(key, pipeline.get(key)));
            pipeline.sync();
        }
        Map<String, String> values = new HashMap<>();
        asked.forEach((key, value) -> values.put(key, value.get()));
        return values;
    }

    /** What all servers have used until now. */
    double cpuSeconds() throws IOException {
        double seconds = 0;
        for (Servers.Server node : nodes) {
            seconds += ProcessTree.cpuSeconds(node.pid());
        }
        return seconds;
    }

    @Override
    public void close() {
        servers.close();
    }
}
