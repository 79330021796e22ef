package io.oncestream.job.membership;

import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.Hearing;
import io.oncestream.state.membership.HearingPair;
import io.oncestream.state.membership.KnownNode;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Maps. */
final class MapNodeStore implements NodeStore {

    private ClusterProgress progress = ClusterProgress.NONE;
    private final SortedMap<String, KnownNode> nodes = new TreeMap<>();
    final Map<HearingPair, Hearing> hearings = new HashMap<>();

    @Override
    public ClusterProgress progress() {
        return progress;
    }

    @Override
    public void setProgress(ClusterProgress next) {
        progress = next;
    }

    @Override
    public KnownNode node(String name) {
        return nodes.get(name);
    }

    @Override
    public void setNode(String name, KnownNode node) {
        nodes.put(name, node);
    }

    @Override
    public void removeNode(String name) {
        nodes.remove(name);
    }

    @Override
    public SortedMap<String, KnownNode> nodes() {
        return new TreeMap<>(nodes);
    }

    @Override
    public Hearing hearing(HearingPair pair) {
        return hearings.get(pair);
    }

    @Override
    public void setHearing(HearingPair pair, Hearing hearing) {
        hearings.put(pair, hearing);
    }

    @Override
    public void removeHearing(HearingPair pair) {
        hearings.remove(pair);
    }
}
