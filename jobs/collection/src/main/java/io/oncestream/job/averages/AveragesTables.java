package io.oncestream.job.averages;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.kit.JobTables;
import io.oncestream.state.reading.LateReading;
import io.oncestream.state.window.WindowSummary;

/** What the averages job writes: a row a key and window, upserted; one a late reading, appended. */
final class AveragesTables {

    private AveragesTables() {}

    /** The table of late readings that belongs to a result table. */
    static String late(String table) {
        return JobTables.beside(table, "late");
    }

    static AveragesJob.Sinks sinks(JobTables tables, String table) {
        return new AveragesJob.Sinks(
                tables.port(summaryRows(table), "write-summaries", "write summaries"),
                tables.rejectedPort(table),
                tables.port(lateRows(late(table)), "write-late", "write late readings"));
    }

    private static TableMapping<WindowSummary> summaryRows(String table) {
        return TableMapping.<WindowSummary>table(table)
                .text("key", WindowSummary::key)
                .timestamp("window_start", WindowSummary::windowStart)
                .timestamp("window_end", WindowSummary::windowEnd)
                .bigint("count", WindowSummary::count)
                .doublePrecision("sum", WindowSummary::sum)
                .doublePrecision("mean", WindowSummary::mean)
                .doublePrecision("weighted_mean", WindowSummary::weightedMean)
                .doublePrecision("min", WindowSummary::min)
                .doublePrecision("max", WindowSummary::max)
                .doublePrecision("first", WindowSummary::first)
                .doublePrecision("last", WindowSummary::last)
                .doublePrecision("stddev", WindowSummary::stddev)
                .primaryKey("key", "window_start", "window_end")
                .build();
    }

    private static TableMapping<LateReading> lateRows(String table) {
        return TableMapping.<LateReading>table(table)
                .text("key", LateReading::key)
                .timestamp("time", LateReading::time)
                .doublePrecision("value", LateReading::value)
                .timestamp("watermark", LateReading::watermark)
                .build();
    }
}
