package io.oncestream.function.statistics;

import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.time.Instant;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Emits the summary of a key's window when event time has passed its end. */
public final class SummarizeWindow
        extends ProcessWindowFunction<WindowStatistics, WindowSummary, String, TimeWindow> {

    @Override
    public void process(
            String key,
            Context context,
            Iterable<WindowStatistics> statistics,
            Collector<WindowSummary> out) {
        Instant start = Instant.ofEpochMilli(context.window().getStart());
        Instant end = Instant.ofEpochMilli(context.window().getEnd());
        statistics.forEach(s -> out.collect(Summaries.of(key, start, end, s)));
    }
}
