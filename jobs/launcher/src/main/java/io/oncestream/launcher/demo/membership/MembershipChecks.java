package io.oncestream.launcher.demo.membership;

import io.oncestream.launcher.gossip.GossipEvent;
import io.oncestream.launcher.gossip.GossipEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what happened to agents with what the job has found. */
final class MembershipChecks {

    private static final String SUSPECT = "suspect";
    private static final String DEAD = "dead";

    /** In which a node shows no sign of life. */
    private static final Set<Kind> AWAY =
            EnumSet.of(Kind.CRASH, Kind.PAUSE, Kind.LONG_PAUSE, Kind.LEAVE);

    private static final Set<Kind> DOWN = EnumSet.of(Kind.CRASH, Kind.LONG_PAUSE, Kind.LEAVE);

    private final List<GossipEvent> happened;
    private final Published published;
    private final Duration slack;

    /**
     * Compares.
     *
     * @param happened in its order
     * @param slack by which the cluster's clock may be off
     */
    MembershipChecks(List<GossipEvent> happened, Published published, Duration slack) {
        this.happened = happened;
        this.published = published;
        this.slack = slack;
    }

    /** What was found of each event. */
    List<Finding> findings() {
        return happened.stream()
                .flatMap(
                        event ->
                                Expected.of(event.kind())
                                        .map(each -> new Finding(event, each, found(event, each))))
                .toList();
    }

    private @Nullable Duration found(GossipEvent event, Expected expected) {
        Stream<Duration> times =
                expected.isOfGroups()
                        ? published.views().stream()
                                .filter(view -> view.groups() == groups(expected))
                                .map(View::at)
                        : published.changes().stream()
                                .filter(change -> change.to().equals(expected.found()))
                                .filter(change -> event.nodes().contains(change.node()))
                                .map(Change::at);
        return times.filter(at -> isWithin(event, at)).findFirst().orElse(null);
    }

    private static int groups(Expected expected) {
        return expected == Expected.SPLIT ? 2 : 1;
    }

    /** Whether it was then what the event has made of it: until the next one of the same nodes. */
    private boolean isWithin(GossipEvent event, Duration at) {
        Duration end =
                happened.stream()
                        .filter(each -> each.nodes().equals(event.nodes()))
                        .filter(each -> each.at().compareTo(event.at()) > 0)
                        .map(GossipEvent::at)
                        .findFirst()
                        .orElse(at);
        return at.compareTo(event.at().minus(slack)) >= 0 && at.compareTo(end.plus(slack)) <= 0;
    }

    /** Suspicions of nodes that were there all the time. */
    List<Change> wronglySuspected() {
        return published.changes().stream()
                .filter(change -> change.to().equals(SUSPECT) && !was(AWAY, change))
                .toList();
    }

    private boolean was(Set<Kind> kinds, Change change) {
        return happened.stream()
                .filter(event -> kinds.contains(event.kind()))
                .filter(event -> event.nodes().contains(change.node()))
                .anyMatch(event -> isWithin(event, change.at()));
    }

    /** How often nodes were suspected, or held dead, to which only this happened. */
    long blamed(Kind kind) {
        return happened.stream()
                .filter(event -> event.kind() == kind)
                .flatMap(event -> event.nodes().stream())
                .mapToLong(this::blamed)
                .sum();
    }

    private long blamed(String node) {
        return published.changes().stream()
                .filter(change -> change.node().equals(node))
                .filter(change -> change.to().equals(SUSPECT) || change.to().equals(DEAD))
                .count();
    }

    /** A line for each violation. */
    List<String> violations() {
        List<String> all = new ArrayList<>();
        findings().stream()
                .filter(Finding::isMissing)
                .forEach(each -> all.add(each.name() + " was never found"));
        published.changes().stream()
                .filter(change -> change.to().equals(DEAD) && !was(DOWN, change))
                .forEach(change -> all.add(at(change, "held dead, and never was down")));
        if (blamed(Kind.SKEW) > 0) {
            all.add("the node whose clock is wrong was blamed");
        }
        if (blamed(Kind.CUT) > 0) {
            all.add("the node that was cut from the job, and heard by others, was blamed");
        }
        addRegressions(all);
        if (published.rejected() > 0) {
            all.add("%d entries were rejected".formatted(published.rejected()));
        }
        return all;
    }

    private void addRegressions(List<String> all) {
        Map<String, Long> last = new HashMap<>();
        for (Change each : published.changes()) {
            Long before = last.put(each.node(), each.incarnation());
            if (before != null && before > each.incarnation()) {
                all.add(at(each, "given an older incarnation than before"));
            }
        }
    }

    private static String at(Change change, String what) {
        return String.format(
                Locale.ROOT,
                "%s was %s, at %.1f s",
                change.node(),
                what,
                change.at().toMillis() / 1e3);
    }
}
