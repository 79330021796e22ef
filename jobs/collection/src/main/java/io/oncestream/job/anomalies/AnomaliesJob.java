package io.oncestream.job.anomalies;

import io.oncestream.function.Input;
import io.oncestream.function.SplitDecoded;
import io.oncestream.function.window.RestoreWatermark;
import io.oncestream.kit.Job;
import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Forecast;
import io.oncestream.state.anomaly.LateMeasurement;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.ModelVersion;
import io.oncestream.state.anomaly.Prediction;
import io.oncestream.state.reading.RejectedRecord;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Learns each key's series while it flows: which values are odd, what comes next, and what state it
 * is in. Each sample is learned exactly once: what is written behind a failure is, to the last bit,
 * what would have been written without. Whether something is odd is an opinion.
 */
public final class AnomaliesJob implements Job<AnomaliesOptions> {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "anomalies";

    /** Where samples come from; those of a key in the order of event time, in one partition. */
    public record Sources(Input<Measurement> samples) {}

    /**
     * Where results go: each consumer attaches a sink, with uid and name.
     *
     * @param anomalies receives what is odd, or all samples
     * @param forecasts receives what comes next, where that is asked for
     * @param predictions receives labels before they are learned, where there are any
     * @param models receives each model, and again with its accuracy when the next replaces it
     * @param late receives the samples that were too old to be learned
     * @param rejected receives the records that are no samples, and labels that cannot be learned
     */
    public record Sinks(
            Consumer<DataStream<Anomaly>> anomalies,
            Consumer<DataStream<Forecast>> forecasts,
            Consumer<DataStream<Prediction>> predictions,
            Consumer<DataStream<ModelVersion>> models,
            Consumer<DataStream<LateMeasurement>> late,
            Consumer<DataStream<RejectedRecord>> rejected) {}

    public static void main(String[] args) throws Exception {
        new AnomaliesJob().run(args);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AnomaliesOptions options() {
        return new AnomaliesOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, AnomaliesOptions options) {
        build(env, options.config(), options.sources(), options.sinks());
    }

    /** Draws the job's graph. */
    static void build(
            StreamExecutionEnvironment env, AnomaliesConfig config, Sources sources, Sinks sinks) {
        Input<Measurement> input = sources.samples();
        SingleOutputStreamOperator<Measurement> read = input.read(env);
        SingleOutputStreamOperator<Anomaly> anomalies =
                RestoreWatermark.keyByWithoutEnd(read, Measurement::key, Types.STRING)
                        .process(new LearnFunction(config, input.badRecords()))
                        .returns(Anomaly.class)
                        .uid("learn")
                        .name("judge and learn");
        sinks.anomalies().accept(anomalies);
        if (config.forecast() > 0) {
            sinks.forecasts().accept(anomalies.getSideOutput(LearnFunction.FORECASTS));
        }
        if (config.labelled()) {
            sinks.predictions().accept(anomalies.getSideOutput(LearnFunction.PREDICTIONS));
            sinks.models().accept(anomalies.getSideOutput(LearnFunction.MODELS));
        }
        sinks.late().accept(anomalies.getSideOutput(LearnFunction.LATE));
        sinks.rejected()
                .accept(
                        read.getSideOutput(SplitDecoded.REJECTED)
                                .union(anomalies.getSideOutput(LearnFunction.REJECTED)));
    }
}
