package io.oncestream.job.anomalies;

import io.oncestream.state.anomaly.KeyProgress;
import io.oncestream.state.anomaly.LabelledExample;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.Moments;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Maps and lists. */
final class MapModelStore implements ModelStore {

    private KeyProgress progress = KeyProgress.NONE;
    private List<Moments> moments = List.of();
    final Map<ForestUse, byte[]> forests = new EnumMap<>(ForestUse.class);
    final List<Measurement> since = new ArrayList<>();
    private final List<LabelledExample> trained = new ArrayList<>();
    private final List<LabelledExample> fresh = new ArrayList<>();

    @Override
    public KeyProgress progress() {
        return progress;
    }

    @Override
    public void setProgress(KeyProgress next) {
        progress = next;
    }

    @Override
    public byte[] forest(ForestUse use) {
        return forests.get(use);
    }

    @Override
    public void setForest(ForestUse use, byte[] bytes) {
        forests.put(use, bytes);
    }

    @Override
    public List<Measurement> since() {
        return List.copyOf(since);
    }

    @Override
    public void addSince(Measurement measurement) {
        since.add(measurement);
    }

    @Override
    public void clearSince() {
        since.clear();
    }

    @Override
    public List<Moments> moments() {
        return moments;
    }

    @Override
    public void setMoments(List<Moments> next) {
        moments = next;
    }

    @Override
    public List<LabelledExample> trained() {
        return List.copyOf(trained);
    }

    @Override
    public void setTrained(List<LabelledExample> examples) {
        trained.clear();
        trained.addAll(examples);
    }

    @Override
    public List<LabelledExample> fresh() {
        return List.copyOf(fresh);
    }

    @Override
    public void addFresh(LabelledExample example) {
        fresh.add(example);
    }

    @Override
    public void clearFresh() {
        fresh.clear();
    }

    @Override
    public void clear() {
        progress = KeyProgress.NONE;
        moments = List.of();
        forests.clear();
        since.clear();
        trained.clear();
        fresh.clear();
    }
}
