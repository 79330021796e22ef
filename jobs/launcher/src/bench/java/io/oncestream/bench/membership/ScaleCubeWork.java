package io.oncestream.bench.membership;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Work;
import io.oncestream.launcher.gossip.GossipEvent;
import io.oncestream.launcher.gossip.GossipScript;
import io.scalecube.cluster.ClusterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** ScaleCube Cluster through the script of our agents. */
final class ScaleCubeWork implements Work {

    private static final int PING_TIMEOUTS = 2;

    private final Course course;
    private final ScaleCubeNodes nodes;

    private ScaleCubeWork(Course course, ScaleCubeNodes nodes) {
        this.course = course;
        this.nodes = nodes;
    }

    /** As it comes. */
    static Work prepare(Case one) {
        return prepare(one, config -> config);
    }

    /**
     * It pings as often as our agents beat, and holds dead who is suspected for as long: a
     * suspicion lasts as many pings as twice the bits of the number of nodes.
     */
    static Work prepareTuned(Case one) {
        int beat = one.number(Course.BEAT_MILLIS);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(one.number(Course.NODES) + 1);
        int times = Math.max(1, AgentsWork.DEAD_AFTER_BEATS / bits);
        return prepare(
                one,
                config ->
                        config.failureDetector(
                                        each ->
                                                each.pingInterval(beat)
                                                        .pingTimeout(beat / PING_TIMEOUTS))
                                .membership(each -> each.suspicionMult(times)));
    }

    private static Work prepare(Case one, UnaryOperator<ClusterConfig> tuning) {
        Course course = new Course(one);
        return new ScaleCubeWork(course, new ScaleCubeNodes(course, tuning));
    }

    @Override
    public Instant run() throws InterruptedException {
        Duration start = course.now();
        for (GossipEvent event : GossipScript.of(course.config())) {
            await(start.plus(event.at()));
            // A restart returns when the node has joined.
            course.happened(event);
            nodes.act(event);
        }
        await(start.plus(course.config().length()));
        return Instant.now();
    }

    /** The script says when. */
    private void await(Duration until) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(until.minus(course.now()).toNanos());
    }

    @Override
    public Check check() {
        return course.findings().check();
    }

    @Override
    public Map<String, Double> figures() {
        return course.findings().figures();
    }

    @Override
    public void close() {
        nodes.close();
    }
}
