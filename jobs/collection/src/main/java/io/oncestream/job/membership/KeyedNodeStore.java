package io.oncestream.job.membership;

import static io.oncestream.function.StateAccess.asked;
import static io.oncestream.function.StateAccess.done;

import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.Hearing;
import io.oncestream.state.membership.HearingPair;
import io.oncestream.state.membership.KnownNode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in Flink's keyed state. A node is cleared with what it heard and who heard it, when it
 * is forgotten. Of a cluster of which nothing more is heard its progress is left, a small row, in
 * which its changes and versions are counted. Names and types are kept for good.
 */
final class KeyedNodeStore implements NodeStore {

    private final ValueState<ClusterProgress> progress;
    private final MapState<String, KnownNode> nodes;
    private final MapState<HearingPair, Hearing> hearings;

    KeyedNodeStore(RuntimeContext context) {
        this.progress =
                context.getState(new ValueStateDescriptor<>("progress", ClusterProgress.class));
        this.nodes =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "nodes", Types.STRING, TypeInformation.of(KnownNode.class)));
        this.hearings =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "hearings",
                                TypeInformation.of(HearingPair.class),
                                TypeInformation.of(Hearing.class)));
    }

    @Override
    public ClusterProgress progress() {
        ClusterProgress known = asked(progress::value);
        return known == null ? ClusterProgress.NONE : known;
    }

    @Override
    public void setProgress(ClusterProgress next) {
        done(() -> progress.update(next));
    }

    @Override
    public @Nullable KnownNode node(String name) {
        return asked(() -> nodes.get(name));
    }

    @Override
    public void setNode(String name, KnownNode node) {
        done(() -> nodes.put(name, node));
    }

    @Override
    public void removeNode(String name) {
        done(() -> nodes.remove(name));
    }

    @Override
    public SortedMap<String, KnownNode> nodes() {
        SortedMap<String, KnownNode> all = new TreeMap<>();
        asked(nodes::entries).forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    @Override
    public @Nullable Hearing hearing(HearingPair pair) {
        return asked(() -> hearings.get(pair));
    }

    @Override
    public void setHearing(HearingPair pair, Hearing hearing) {
        done(() -> hearings.put(pair, hearing));
    }

    @Override
    public void removeHearing(HearingPair pair) {
        done(() -> hearings.remove(pair));
    }
}
