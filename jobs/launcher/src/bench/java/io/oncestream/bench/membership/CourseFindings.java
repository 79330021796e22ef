package io.oncestream.bench.membership;

import io.oncestream.bench.measure.Check;
import io.oncestream.bench.membership.Course.Life;
import io.oncestream.bench.membership.Course.Thought;
import io.oncestream.bench.membership.Course.Told;
import io.oncestream.launcher.gossip.GossipConfig;
import io.oncestream.launcher.gossip.GossipEvent;
import io.oncestream.launcher.gossip.GossipEvent.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what befell nodes with what was thought of them. */
record CourseFindings(GossipConfig config, List<GossipEvent> events, List<Told> told) {

    private static final String CRASH_SUSPECT = "crash-suspect-s";
    private static final String CRASH_DEAD = "crash-dead-s";
    private static final String RESTART_ALIVE = "restart-alive-s";
    private static final String LEAVE_LEFT = "leave-left-s";

    /** What every system must find. */
    private static final List<String> SURE =
            List.of(CRASH_SUSPECT, CRASH_DEAD, RESTART_ALIVE, LEAVE_LEFT);

    /** In which a suspicion may still come of a node that has gone on. */
    private static final int SLACK_BEATS = 2;

    /** Who is wrongly suspected is no matter here. */
    Check check() {
        Map<String, Double> figures = figures();
        long found = SURE.stream().filter(each -> !figures.get(each).isNaN()).count();
        return new Check(config.nodes(), found, 0, List.of());
    }

    /** How long it took, in seconds, NaN: never; and how often somebody was wronged. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new HashMap<>();
        figures.put(CRASH_SUSPECT, delay(Kind.CRASH, 0, Thought.SUSPECT));
        figures.put(CRASH_DEAD, delay(Kind.CRASH, 0, Thought.DEAD));
        figures.put(RESTART_ALIVE, delay(Kind.RESTART, 1, Thought.ALIVE));
        figures.put("pause-suspect-s", delay(Kind.LONG_PAUSE, 0, Thought.SUSPECT));
        figures.put("pause-dead-s", delay(Kind.LONG_PAUSE, 0, Thought.DEAD));
        figures.put(LEAVE_LEFT, delay(Kind.LEAVE, 0, Thought.LEFT));
        figures.put("false-suspicions", (double) wrong(Thought.SUSPECT).count());
        figures.put("false-suspicions-in-split", inSplit());
        figures.put("false-deaths", (double) wrong(Thought.DEAD).count());
        figures.put("wrong-at-end", wrongAtEnd());
        return figures;
    }

    /** From an event until its node was first thought to be what that has made of it. */
    private double delay(Kind kind, int start, Thought thought) {
        GossipEvent event = event(kind);
        Life life = new Life(event.nodes().get(0), start);
        return told.stream()
                .filter(each -> each.life().equals(life) && each.thought() == thought)
                .map(each -> each.at().minus(event.at()))
                .filter(delay -> !delay.isNegative())
                .mapToDouble(delay -> delay.toMillis() / 1e3)
                .findFirst()
                .orElse(Double.NaN);
    }

    private GossipEvent event(Kind kind) {
        return events.stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(kind + " has not happened"));
    }

    private Stream<Told> wrong(Thought thought) {
        return told.stream()
                .filter(each -> each.thought() == thought)
                .filter(each -> !isAway(each.life(), each.at(), thought));
    }

    private double inSplit() {
        Duration from = event(Kind.SPLIT).at();
        Duration until = event(Kind.HEAL).at().plus(slack());
        return wrong(Thought.SUSPECT)
                .filter(each -> each.at().compareTo(from) >= 0)
                .filter(each -> each.at().compareTo(until) < 0)
                .count();
    }

    private Duration slack() {
        return config.beat().multipliedBy(SLACK_BEATS);
    }

    /** Whether a node was away then. Who is paused for a short time is, but is not dead. */
    private boolean isAway(Life life, Duration at, Thought thought) {
        boolean away = false;
        for (GossipEvent event : events) {
            boolean isEnd = event.kind() == Kind.RESUME;
            Duration from = isEnd ? event.at().plus(slack()) : event.at();
            if (event.nodes().contains(life.node()) && from.compareTo(at) <= 0) {
                away =
                        switch (event.kind()) {
                            case CRASH, LEAVE -> life.start() == 0;
                            case PAUSE -> thought == Thought.SUSPECT;
                            case LONG_PAUSE -> true;
                            case RESUME -> false;
                            default -> away;
                        };
            }
        }
        return away;
    }

    /** How many live and are not thought to, or the other way round. */
    private double wrongAtEnd() {
        Set<Life> thought = new HashSet<>();
        for (Told each : told) {
            switch (each.thought()) {
                case ALIVE -> thought.add(each.life());
                case DEAD, LEFT -> thought.remove(each.life());
                case SUSPECT -> {}
            }
        }
        Set<Life> alive = new HashSet<>();
        config.names().forEach(name -> alive.add(new Life(name, 0)));
        alive.remove(new Life(event(Kind.CRASH).nodes().get(0), 0));
        alive.remove(new Life(event(Kind.LEAVE).nodes().get(0), 0));
        alive.add(new Life(event(Kind.RESTART).nodes().get(0), 1));
        Set<Life> wrong = new HashSet<>(alive);
        wrong.removeAll(thought);
        thought.removeAll(alive);
        return wrong.size() + thought.size();
    }
}
