package io.oncestream.job.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.LifeSign;
import io.oncestream.state.membership.NodeStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MembershipPropertyTest {

    private static LifeSign sign(Random random) {
        return new LifeSign(random.nextInt(3), random.nextInt(4) == 0, random.nextInt(4));
    }

    @Property
    void mergingIsCommutativeAssociativeAndIdempotent(@ForAll long seed) {
        Random random = new Random(seed);
        LifeSign a = sign(random);
        LifeSign b = sign(random);
        LifeSign c = sign(random);
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(b).merge(b)).isEqualTo(a.merge(b));
        assertThat(a.merge(b).incarnation()).isEqualTo(Math.max(a.incarnation(), b.incarnation()));
    }

    /** Any order or repetition of entries gives the same merged columns, and none goes back. */
    @Property(tries = 500)
    void theTableIsTheSameInAnyOrder(@ForAll long seed) {
        Random random = new Random(seed);
        List<GossipEntry> entries = new ArrayList<>();
        Map<String, LifeSign> greatest = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            String node = "n" + random.nextInt(5);
            LifeSign sign = sign(random);
            greatest.merge(node, sign, LifeSign::merge);
            entries.add(
                    new GossipEntry(
                            "edge",
                            "n" + random.nextInt(5),
                            GossipSimulation.START.plusMillis(random.nextInt(5_000)),
                            node,
                            sign));
        }
        for (int run = 0; run < 2; run++) {
            Collections.shuffle(entries, random);
            GossipSimulation cluster = new GossipSimulation(seed, 1);
            Map<String, LifeSign> before = new TreeMap<>();
            for (GossipEntry entry : entries) {
                cluster.take(entry);
                cluster.take(entries.get(random.nextInt(entries.indexOf(entry) + 1)));
                cluster.store
                        .nodes()
                        .forEach(
                                (name, node) -> {
                                    LifeSign old = before.put(name, node.sign());
                                    assertThat(old == null || old.compareTo(node.sign()) <= 0)
                                            .isTrue();
                                    assertThat(node.status() == NodeStatus.LEFT)
                                            .isEqualTo(node.sign().left());
                                });
            }
            assertThat(before).isEqualTo(greatest);
        }
    }

    /** Clocks that are hours apart change nothing but the times in the tables. */
    @Property(tries = 20)
    void skewChangesNothing(@ForAll long seed) {
        GossipSimulation right = new GossipSimulation(seed, 6);
        GossipSimulation skewed = new GossipSimulation(seed, 6);
        Random random = new Random(seed);
        skewed.agents.forEach(agent -> agent.clockOffset = random.nextInt(7_200_000) - 3_600_000L);
        for (GossipSimulation each : List.of(right, skewed)) {
            each.loss = 0.2;
            each.run(60);
            each.agent("b").up = false;
            each.split("ac", "def");
            each.run(90);
            each.agent("b").restart();
            each.cut.clear();
            each.run(40);
            assertThat(each.found.last().groups()).isEqualTo(1);
        }
        assertThat(said(skewed)).isEqualTo(said(right));
    }

    private static List<String> said(GossipSimulation cluster) {
        return cluster.found.changes.stream()
                .map(
                        change ->
                                "%s %s %s %s"
                                        .formatted(
                                                change.node(),
                                                change.from(),
                                                change.to(),
                                                change.reason()))
                .toList();
    }
}
