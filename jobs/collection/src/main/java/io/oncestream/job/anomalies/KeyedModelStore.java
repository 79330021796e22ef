package io.oncestream.job.anomalies;

import static io.oncestream.function.StateAccess.asked;
import static io.oncestream.function.StateAccess.done;

import io.oncestream.state.anomaly.KeyProgress;
import io.oncestream.state.anomaly.LabelledExample;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.Moments;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * A key's models in Flink's keyed state, all of which is cleared when the key is forgotten. What
 * changes with each sample is small or appended, so that an incremental checkpoint is small. Names
 * and types are kept for good.
 */
final class KeyedModelStore implements ModelStore {

    private final ValueState<KeyProgress> progress;
    private final MapState<String, byte[]> forests;
    private final ListState<Measurement> since;
    private final ValueState<List<Moments>> moments;
    private final ListState<LabelledExample> trained;
    private final ListState<LabelledExample> fresh;

    KeyedModelStore(RuntimeContext context) {
        this.progress = context.getState(new ValueStateDescriptor<>("progress", KeyProgress.class));
        this.forests =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "forests",
                                Types.STRING,
                                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        this.since = context.getListState(new ListStateDescriptor<>("since", Measurement.class));
        this.moments =
                context.getState(
                        new ValueStateDescriptor<>(
                                "moments", Types.LIST(TypeInformation.of(Moments.class))));
        this.trained =
                context.getListState(new ListStateDescriptor<>("trained", LabelledExample.class));
        this.fresh =
                context.getListState(new ListStateDescriptor<>("fresh", LabelledExample.class));
    }

    @Override
    public KeyProgress progress() {
        KeyProgress known = asked(progress::value);
        return known == null ? KeyProgress.NONE : known;
    }

    @Override
    public void setProgress(KeyProgress next) {
        done(() -> progress.update(next));
    }

    @Override
    public byte @Nullable [] forest(ForestUse use) {
        return asked(() -> forests.get(use.word()));
    }

    @Override
    public void setForest(ForestUse use, byte[] bytes) {
        done(() -> forests.put(use.word(), bytes));
    }

    @Override
    public List<Measurement> since() {
        return all(since);
    }

    @Override
    public void addSince(Measurement sample) {
        done(() -> since.add(sample));
    }

    @Override
    public void clearSince() {
        since.clear();
    }

    @Override
    public List<Moments> moments() {
        List<Moments> known = asked(moments::value);
        return known == null ? List.of() : known;
    }

    @Override
    public void setMoments(List<Moments> next) {
        done(() -> moments.update(next));
    }

    @Override
    public List<LabelledExample> trained() {
        return all(trained);
    }

    @Override
    public void setTrained(List<LabelledExample> examples) {
        done(() -> trained.update(examples));
    }

    @Override
    public List<LabelledExample> fresh() {
        return all(fresh);
    }

    @Override
    public void addFresh(LabelledExample example) {
        done(() -> fresh.add(example));
    }

    @Override
    public void clearFresh() {
        fresh.clear();
    }

    private static <T> List<T> all(ListState<T> state) {
        List<T> all = new ArrayList<>();
        Iterable<T> stored = asked(state::get);
        if (stored != null) {
            stored.forEach(all::add);
        }
        return all;
    }

    @Override
    public void clear() {
        done(
                () -> {
                    progress.clear();
                    forests.clear();
                    since.clear();
                    moments.clear();
                    trained.clear();
                    fresh.clear();
                });
    }
}
