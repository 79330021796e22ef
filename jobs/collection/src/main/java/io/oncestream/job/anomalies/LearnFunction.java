package io.oncestream.job.anomalies;

import io.oncestream.function.BadRecordException;
import io.oncestream.function.BadRecordPolicy;
import io.oncestream.function.LateReadings;
import io.oncestream.function.RareCount;
import io.oncestream.function.SplitDecoded;
import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Forecast;
import io.oncestream.state.anomaly.KeyProgress;
import io.oncestream.state.anomaly.LateMeasurement;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.ModelVersion;
import io.oncestream.state.anomaly.Prediction;
import io.oncestream.state.reading.RejectedRecord;
import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Learns the samples of each key. Anomalies are the output, the rest side outputs.
 *
 * <p>An event-time timer, one a key at any time, clears what is forgotten.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open first.
final class LearnFunction extends KeyedProcessFunction<String, Measurement, Anomaly>
        implements CheckpointedFunction {

    static final OutputTag<Forecast> FORECASTS =
            new OutputTag<>("forecasts", TypeInformation.of(Forecast.class));

    static final OutputTag<Prediction> PREDICTIONS =
            new OutputTag<>("predictions", TypeInformation.of(Prediction.class));

    static final OutputTag<ModelVersion> MODELS =
            new OutputTag<>("models", TypeInformation.of(ModelVersion.class));

    static final OutputTag<LateMeasurement> LATE =
            new OutputTag<>("late", TypeInformation.of(LateMeasurement.class));

    /** Labels that are not learned: source is the key, position the time in milliseconds. */
    static final OutputTag<RejectedRecord> REJECTED =
            new OutputTag<>("unused", TypeInformation.of(RejectedRecord.class));

    private static final long serialVersionUID = 1L;

    private final AnomaliesConfig config;
    private final BadRecordPolicy policy;

    private transient KeyedModelStore store;
    private transient ModelCache cache;
    private transient RareCount late;
    private transient RareCount rejected;

    LearnFunction(AnomaliesConfig config, BadRecordPolicy policy) {
        this.config = config;
        this.policy = policy;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        late = new RareCount(LateReadings.ROWS_LATE, context.getOperatorStateStore());
        rejected = new RareCount(SplitDecoded.ROWS_REJECTED, context.getOperatorStateStore());
    }

    @Override
    public void open(OpenContext context) {
        store = new KeyedModelStore(getRuntimeContext());
        cache = new ModelCache(config.forests());
        late.open(getRuntimeContext());
        rejected.open(getRuntimeContext());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        late.snapshot();
        rejected.snapshot();
    }

    @Override
    public void processElement(Measurement sample, Context context, Collector<Anomaly> out) {
        learner(context, out).take(sample, context.timerService().currentWatermark());
        if (store.progress().newest() != null && store.progress().clearAt() == 0) {
            lookAgain(context);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Anomaly> out) {
        KeyProgress progress = store.progress();
        if (progress.newest() == null) {
            return;
        }
        if (clearAt(progress) <= time) {
            learner(context, out).forget(context.getCurrentKey());
        } else {
            lookAgain(context);
        }
    }

    private void lookAgain(Context context) {
        KeyProgress progress = store.progress();
        long clearAt = clearAt(progress);
        context.timerService().registerEventTimeTimer(clearAt);
        store.setProgress(progress.withClearAt(clearAt));
    }

    private long clearAt(KeyProgress progress) {
        return Objects.requireNonNull(progress.newest())
                .plus(config.forget().multipliedBy(2))
                .toEpochMilli();
    }

    private Learner learner(Context context, Collector<Anomaly> out) {
        return new Learner(config, store, cache, new Outputs(context, out));
    }

    private final class Outputs implements Findings {

        private final Context context;
        private final Collector<Anomaly> out;

        Outputs(Context context, Collector<Anomaly> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void anomaly(Anomaly anomaly) {
            out.collect(anomaly);
        }

        @Override
        public void forecast(Forecast forecast) {
            context.output(FORECASTS, forecast);
        }

        @Override
        public void prediction(Prediction prediction) {
            context.output(PREDICTIONS, prediction);
        }

        @Override
        public void model(ModelVersion model) {
            context.output(MODELS, model);
        }

        @Override
        public void late(Measurement sample, Instant newest) {
            late.add(getRuntimeContext());
            context.output(LATE, new LateMeasurement(sample, newest));
        }

        @Override
        public void rejected(Measurement sample, String why) {
            RejectedRecord reject =
                    new RejectedRecord(
                            sample.key(),
                            sample.time().toEpochMilli(),
                            String.valueOf(sample.label()),
                            why);
            if (policy == BadRecordPolicy.FAIL) {
                throw BadRecordException.ofAny(reject);
            }
            rejected.add(getRuntimeContext());
            context.output(REJECTED, reject);
        }
    }
}
