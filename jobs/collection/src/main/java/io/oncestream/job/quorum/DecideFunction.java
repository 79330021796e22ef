package io.oncestream.job.quorum;

import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumValue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decides the rounds of each instrument, by which it is keyed. Rounds as they are now are the
 * output, {@link #CERTIFICATES} and {@link #EVIDENCE} side outputs.
 *
 * <p>No time decides anything. The end of a bounded input, which is the last watermark, closes all
 * rounds; so does a stop that drains.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class DecideFunction extends KeyedProcessFunction<String, Observation, QuorumValue> {

    static final OutputTag<Certificate> CERTIFICATES =
            new OutputTag<>("certificates", TypeInformation.of(Certificate.class));

    static final OutputTag<Evidence> EVIDENCE =
            new OutputTag<>("evidence", TypeInformation.of(Evidence.class));

    private static final long serialVersionUID = 1L;

    private final QuorumConfig config;

    private transient KeyedRoundStore store;
    private transient Map<Unused, Counter> unused;

    DecideFunction(QuorumConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        store = new KeyedRoundStore(getRuntimeContext());
        unused = new EnumMap<>(Unused.class);
        for (Unused why : Unused.values()) {
            unused.put(why, getRuntimeContext().getMetricGroup().counter(why.metric()));
        }
    }

    @Override
    public void processElement(
            Observation observation, Context context, Collector<QuorumValue> out) {
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        rounds(context, out).take(observation);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<QuorumValue> out) {
        rounds(context, out).end();
    }

    private Rounds rounds(Context context, Collector<QuorumValue> out) {
        return new Rounds(
                config,
                store,
                new Decisions() {
                    @Override
                    public void value(QuorumValue value) {
                        out.collect(value);
                    }

                    @Override
                    public void certificate(Certificate certificate) {
                        context.output(CERTIFICATES, certificate);
                    }

                    @Override
                    public void evidence(Evidence evidence) {
                        context.output(EVIDENCE, evidence);
                    }

                    @Override
                    public void unused(Unused why) {
                        Objects.requireNonNull(unused.get(why)).inc();
                    }
                });
    }
}
