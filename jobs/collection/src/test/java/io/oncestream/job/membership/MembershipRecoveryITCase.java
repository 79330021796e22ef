package io.oncestream.job.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.FailingRun;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.membership.NodeStatus;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job with failures at random points, at 2, 4 and 1 subtasks one after the other. */
class MembershipRecoveryITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;

    private int sent;

    /** Nodes, changes and versions are those of maps that nothing disturbs. */
    @ParameterizedTest
    @ValueSource(longs = 3)
    void theTablesAreThoseOfARunWithoutFailures(long seed) throws Exception {
        Random random = new Random(seed);
        GossipSimulation cluster = new GossipSimulation(seed, 5);
        cluster.loss = 0.1;
        TestDatabase database = DatabaseKind.POSTGRES.newDatabase();
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopic("commands", 1);
            MembershipOptions options = options(broker, database);
            FailingRun run = new FailingRun(folder, broker, random);
            for (int parallelism : new int[] {2, 4, 1}) {
                run.start(parallelism, 10, env -> build(env, options, run));
                live(cluster, random);
                send(cluster, run);
                run.awaitFailure();
                live(cluster, random);
                send(cluster, run);
                awaitTables(cluster.found, database);
                run.stop();
            }
        }
        assertThat(cluster.found.changes)
                .extracting(NodeChange::to)
                .contains(NodeStatus.SUSPECT, NodeStatus.DEAD);
    }

    /** A minute in which one crashes, one is back, or the network is split. */
    private static void live(GossipSimulation cluster, Random random) {
        cluster.cut.clear();
        for (GossipSimulation.Agent agent : cluster.agents) {
            if (!agent.up) {
                agent.restart();
            }
        }
        cluster.run(10);
        cluster.agents.get(random.nextInt(cluster.agents.size())).up = false;
        if (random.nextBoolean()) {
            cluster.split("ab", "cde");
        }
        cluster.run(50);
    }

    private void build(StreamExecutionEnvironment env, MembershipOptions options, FailingRun run) {
        MembershipJob.Sinks sinks = options.sinks();
        MembershipJob.build(
                env,
                options.config(),
                options.sources(),
                new MembershipJob.Sinks(
                        nodes -> sinks.nodes().accept(run.failing(nodes, NodeReport.class)),
                        sinks.changes(),
                        sinks.clusters(),
                        sinks.rejected()));
    }

    private static MembershipOptions options(KafkaBroker broker, TestDatabase database) {
        MembershipOptions options = new MembershipOptions();
        CommandLines.parse(
                CommandLines.of(options),
                "--from",
                broker.uri("commands"),
                "--forget",
                "1h",
                "--to",
                database.address().url());
        return options;
    }

    private void send(GossipSimulation cluster, FailingRun run) throws Exception {
        for (; sent < cluster.sent.size(); sent++) {
            run.send(0, json(cluster.sent.get(sent)));
        }
        run.flush();
    }

    private static String json(GossipEntry entry) {
        return """
        {"cluster":"%s","observer":"%s","time":"%s","node":"%s","incarnation":%d,"heartbeat":%d,"left":%s}\
        """
                .formatted(
                        entry.cluster(),
                        entry.observer(),
                        entry.time(),
                        entry.node(),
                        entry.sign().incarnation(),
                        entry.sign().heartbeat(),
                        entry.sign().left());
    }

    private static void awaitTables(Found found, TestDatabase database) {
        List<String> nodes =
                found.nodes.values().stream().map(MembershipRecoveryITCase::row).toList();
        List<String> changes = found.changes.stream().map(MembershipRecoveryITCase::row).toList();
        List<String> views = found.clusters.stream().map(MembershipRecoveryITCase::row).toList();
        Patience.await()
                .ignoreExceptionsMatching(e -> String.valueOf(e).contains("does not exist"))
                .untilAsserted(
                        () -> {
                            assertThat(
                                            database.query(
                                                    "SELECT node, heartbeat, status, hears,"
                                                        + " heard_by, node_group FROM members ORDER"
                                                        + " BY node"))
                                    .containsExactlyElementsOf(nodes);
                            assertThat(
                                            database.query(
                                                    "SELECT number, node, from_status, to_status,"
                                                            + " reason FROM member_changes ORDER BY"
                                                            + " number"))
                                    .containsExactlyElementsOf(changes);
                            assertThat(
                                            database.query(
                                                    "SELECT version, alive, suspect, dead, groups"
                                                        + " FROM cluster_views ORDER BY version"))
                                    .containsExactlyElementsOf(views);
                        });
    }

    private static String row(NodeReport node) {
        return "%s|%d|%s|%d|%d|%s"
                .formatted(
                        node.node(),
                        node.sign().heartbeat(),
                        node.status().word(),
                        node.hears(),
                        node.heardBy(),
                        node.group());
    }

    private static String row(NodeChange change) {
        NodeStatus from = change.from();
        return "%d|%s|%s|%s|%s"
                .formatted(
                        change.number(),
                        change.node(),
                        from == null ? null : from.word(),
                        change.to().word(),
                        change.reason());
    }

    private static String row(ClusterReport view) {
        return "%d|%d|%d|%d|%d"
                .formatted(
                        view.version(), view.alive(), view.suspect(), view.dead(), view.groups());
    }
}
