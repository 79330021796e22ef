package io.oncestream.job.anomalies;

import io.oncestream.state.anomaly.KeyProgress;
import io.oncestream.state.anomaly.LabelledExample;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.Moments;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the models of one key follow from. */
interface ModelStore {

    KeyProgress progress();

    void setProgress(KeyProgress progress);

    /** The bytes of a forest as it was some samples ago; null: it begins with the first sample. */
    byte @Nullable [] forest(ForestUse use);

    void setForest(ForestUse use, byte[] bytes);

    /** The samples since the forests' bytes, in order. */
    List<Measurement> since();

    void addSince(Measurement sample);

    void clearSince();

    /** Of each column; empty: nothing was seen. */
    List<Moments> moments();

    void setMoments(List<Moments> moments);

    /** What the classifier has learned from, in order. */
    List<LabelledExample> trained();

    void setTrained(List<LabelledExample> examples);

    /** What was labelled since, in order. */
    List<LabelledExample> fresh();

    void addFresh(LabelledExample example);

    void clearFresh();

    /** Forgets all of the key. */
    void clear();
}
