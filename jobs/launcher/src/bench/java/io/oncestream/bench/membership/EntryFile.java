package io.oncestream.bench.membership;

import com.fasterxml.jackson.core.JsonGenerator;
import io.oncestream.bench.measure.Case;
import io.oncestream.job.membership.GossipSimulation;
import io.oncestream.launcher.home.Home;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.LifeSign;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What simulated clusters report, a second of each after the other: a fifth of the messages is lost,
 * and in each minute of a cluster one of its nodes crashes, to be back in the next one, or its
 * network is split.
 *
 * @param entries how many lines, of about 145 bytes
 */
record EntryFile(int entries, int clusters, int nodes, long seed) {

    /** Settings of a case. */
    static final String CLUSTERS = "clusters";

    static final String NODES = "nodes";

    private static final double LOSS = 0.2;
    private static final int MINUTE = 60;

    static EntryFile of(Case one) {
        return new EntryFile(
                one.number(Case.READINGS),
                one.number(CLUSTERS),
                one.number(NODES),
                one.number("seed"));
    }

    /** Makes it unless it is there. */
    Path path() throws IOException {
        Path folder = Home.fromSystemProperties().folder("bench/membership");
        String name = "entries-%d-%d-%d-%d.jsonl".formatted(entries, clusters, nodes, seed);
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            // In one step: one that is not whole must never be taken for the file.
            Path part = folder.resolve(name + ".part");
            write(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private void write(Path file) throws IOException {
        List<GossipSimulation> fleet = new ArrayList<>();
        List<GossipEntry> second = new ArrayList<>();
        for (int i = 0; i < clusters; i++) {
            GossipSimulation cluster = new GossipSimulation(seed * clusters + i, nodes);
            cluster.lose(LOSS);
            cluster.listen(second::add);
            fleet.add(cluster);
        }
        SplittableRandom random = new SplittableRandom(seed);
        int written = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file);
                JsonGenerator json = EntryLine.JSON.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (int now = 0; written < entries; now++) {
                for (int i = 0; i < clusters && written < entries; i++) {
                    befall(fleet.get(i), now + i, random);
                    fleet.get(i).run(1);
                    written += write(json, "edge-" + i, second, entries - written);
                    second.clear();
                }
            }
        }
    }

    private static int write(
            JsonGenerator json, String cluster, List<GossipEntry> second, int max)
            throws IOException {
        int count = Math.min(max, second.size());
        for (GossipEntry entry : second.subList(0, count)) {
            EntryLine.write(json, cluster, entry);
            json.writeRaw('\n');
        }
        return count;
    }

    /** The same node is back in the next minute: it is told by the minute. */
    private void befall(GossipSimulation cluster, int second, SplittableRandom random) {
        if (second % MINUTE != 0 || second == 0) {
            return;
        }
        int minute = second / MINUTE;
        cluster.heal();
        if (minute > 1) {
            cluster.restart(name((minute - 1) % nodes));
        }
        cluster.crash(name(minute % nodes));
        if (random.nextBoolean()) {
            cluster.split(names(0, nodes / 2), names(nodes / 2, nodes));
        }
    }

    private static String name(int node) {
        return String.valueOf((char) ('a' + node));
    }

    private static String names(int from, int to) {
        StringBuilder names = new StringBuilder();
        for (int i = from; i < to; i++) {
            names.append(name(i));
        }
        return names.toString();
    }

    /** The greatest sign of each node, by cluster and name: no view has a say in it. */
    Map<String, LifeSign> greatest() throws IOException {
        Map<String, LifeSign> signs = new TreeMap<>();
        try (EntryReader reader = EntryReader.of(path())) {
            reader.forEach(
                    entry ->
                            signs.merge(
                                    entry.cluster() + " " + entry.node(),
                                    entry.sign(),
                                    LifeSign::merge));
        }
        return signs;
    }
}
