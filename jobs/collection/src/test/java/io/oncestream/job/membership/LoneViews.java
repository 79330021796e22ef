package io.oncestream.job.membership;

import io.oncestream.state.membership.GossipEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Views of clusters in maps, with the class that the job views them by: what it finds without
 * Flink, in one thread, and with nothing that survives. For the benchmarks.
 */
public final class LoneViews {

    private final MembershipConfig config;
    private final Map<String, Lone> clusters = new HashMap<>();

    /** A cluster. */
    private record Lone(ClusterView view, Found found) {}

    /** At the job's defaults. */
    public LoneViews() {
        this(new MembershipOptions().config());
    }

    private LoneViews(MembershipConfig config) {
        this.config = config;
    }

    /** With other times than the job's defaults, as {@code --pause} and {@code --dead-after}. */
    public static LoneViews of(Duration pause, Duration deadAfter) {
        MembershipConfig usual = new MembershipOptions().config();
        return new LoneViews(
                new MembershipConfig(
                        usual.phi(), pause, deadAfter, usual.forget(), usual.report()));
    }

    public void take(GossipEntry entry) {
        Lone lone = clusters.get(entry.cluster());
        if (lone == null) {
            lone = open();
            clusters.put(entry.cluster(), lone);
        }
        lone.view.take(entry);
    }

    private Lone open() {
        Found found = new Found();
        return new Lone(new ClusterView(config, new MapNodeStore(), found), found);
    }

    /** Has all nodes told of as they are. */
    public void end() {
        clusters.forEach((name, lone) -> lone.view.end(name));
    }

    /** What was found of each cluster. */
    public Collection<Found> found() {
        return Collections.unmodifiableCollection(
                clusters.values().stream().map(Lone::found).toList());
    }
}
