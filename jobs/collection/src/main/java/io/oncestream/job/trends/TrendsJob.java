package io.oncestream.job.trends;

import io.oncestream.function.Input;
import io.oncestream.function.SplitDecoded;
import io.oncestream.function.window.AlignedWindows;
import io.oncestream.function.window.RestoreWatermark;
import io.oncestream.function.window.WindowAggregate;
import io.oncestream.function.window.Windowing;
import io.oncestream.kit.Job;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.trends.ItemCounts;
import io.oncestream.state.trends.LateEvent;
import io.oncestream.state.trends.Push;
import io.oncestream.state.trends.RelatedItem;
import io.oncestream.state.trends.RisingItem;
import io.oncestream.state.trends.Sighting;
import io.oncestream.state.trends.TrendEvent;
import io.oncestream.state.trends.WindowCounts;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Which items rise, not those that are always big; which go together; and whom to tell, without
 * ever annoying.
 *
 * <p>Counting is done before the shuffle and behind it, so that a hot category is no hot key: each
 * subtask is what others call a salt. All that depends on an order is done in that of event time,
 * so it is the same in every run.
 */
public final class TrendsJob implements Job<TrendsOptions> {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "trends";

    /** Where events come from. */
    public record Sources(Input<TrendEvent> events) {}

    /**
     * Where results go: each consumer attaches a sink, with uid and name.
     *
     * @param trending receives the best rising items of each category and window, once
     * @param related receives each item's neighbours at the end of each window in which they have
     *     changed; a rank on which there is nothing any more without another item
     * @param pushes receives each message to a user once
     * @param rejected receives the records that are no events
     * @param late receives the events that event time had passed
     */
    public record Sinks(
            Consumer<DataStream<RisingItem>> trending,
            Consumer<DataStream<RelatedItem>> related,
            Consumer<DataStream<Push>> pushes,
            Consumer<DataStream<RejectedRecord>> rejected,
            Consumer<DataStream<LateEvent>> late) {}

    public static void main(String[] args) throws Exception {
        new TrendsJob().run(args);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TrendsOptions options() {
        return new TrendsOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, TrendsOptions options) {
        build(env, options.config(), options.sources(), options.sinks());
    }

    /** Draws the job's graph. */
    static void build(
            StreamExecutionEnvironment env, TrendsConfig config, Sources sources, Sinks sinks) {
        SingleOutputStreamOperator<TrendEvent> read = sources.events().read(env);
        sinks.rejected().accept(read.getSideOutput(SplitDecoded.REJECTED));
        SingleOutputStreamOperator<TrendEvent> judged =
                config.hasBaskets() ? judged(read, config) : read;
        Windowing<TrendEvent, ItemCounts, WindowCounts> windowing =
                windowing(new CountEvents(), config, "");
        SingleOutputStreamOperator<WindowCounts> counts =
                windowing.append(judged, "count items", TypeInformation.of(WindowCounts.class));
        DataStream<LateEvent> late =
                counts.getSideOutput(windowing.late())
                        .process(new LateCounts())
                        .returns(LateEvent.class)
                        .uid("late-counts")
                        .name("late counts");
        sinks.late()
                .accept(
                        config.hasBaskets()
                                ? late.union(judged.getSideOutput(JudgeFunction.LATE))
                                : late);
        SingleOutputStreamOperator<RisingItem> rising = rising(counts, config);
        sinks.trending().accept(rising);
        if (config.hasBaskets()) {
            sinks.related().accept(related(judged.getSideOutput(JudgeFunction.TIMELY), config));
        }
        if (config.hasUsers()) {
            sinks.pushes()
                    .accept(pushes(judged.getSideOutput(JudgeFunction.TIMELY), rising, config));
        }
    }

    private static SingleOutputStreamOperator<RelatedItem> related(
            DataStream<TrendEvent> timely, TrendsConfig config) {
        DataStream<Sighting> sightings =
                timely.filter(event -> !BasketFunction.basket(event).isEmpty())
                        .uid("in-baskets")
                        .name("leave out what is in no basket")
                        .keyBy(BasketFunction::basket)
                        .process(new BasketFunction(config))
                        .returns(Sighting.class)
                        .uid("baskets")
                        .name("see what is together");
        SingleOutputStreamOperator<WindowCounts> counts =
                windowing(new CountSightings(), config, "related-")
                        .append(
                                sightings,
                                "count what is together",
                                TypeInformation.of(WindowCounts.class));
        return DataStreamUtils.reinterpretAsKeyedStream(counts, WindowCounts::key, Types.STRING)
                .process(new RelatedFunction(config))
                .returns(RelatedItem.class)
                .uid("related")
                .name("relate items");
    }

    private static DataStream<Push> pushes(
            DataStream<TrendEvent> timely, DataStream<RisingItem> rising, TrendsConfig config) {
        DataStream<RisingItem> best =
                rising.filter(item -> item.rank() == 1).uid("best").name("keep the best");
        return timely.filter(event -> event.user() != null)
                .uid("of-users")
                .name("leave out who is unknown")
                .keyBy(JudgeFunction::owner)
                .connect(best.broadcast(PushFunction.RISING))
                .process(new PushFunction(config))
                .returns(Push.class)
                .uid("push")
                .name("push what rises");
    }

    private static SingleOutputStreamOperator<TrendEvent> judged(
            DataStream<TrendEvent> read, TrendsConfig config) {
        return RestoreWatermark.keyBy(read, JudgeFunction::owner, Types.STRING, "events-")
                .process(new JudgeFunction(config))
                .returns(TrendEvent.class)
                .uid("judge")
                .name("judge who is late");
    }

    private static SingleOutputStreamOperator<RisingItem> rising(
            DataStream<WindowCounts> counts, TrendsConfig config) {
        return DataStreamUtils.reinterpretAsKeyedStream(counts, WindowCounts::key, Types.STRING)
                .process(new RisingFunction(config))
                .returns(RisingItem.class)
                .uid("rising")
                .name("find rising items");
    }

    static <T> Windowing<T, ItemCounts, WindowCounts> windowing(
            WindowAggregate<T, ItemCounts, WindowCounts> aggregate,
            TrendsConfig config,
            String uidPrefix) {
        TypeInformation<ItemCounts> type = TypeInformation.of(ItemCounts.class);
        return new Windowing<>(
                aggregate,
                new AlignedWindows(config.window(), config.window()),
                Duration.ZERO,
                type,
                type.createSerializer(new SerializerConfigImpl()),
                uidPrefix);
    }
}
