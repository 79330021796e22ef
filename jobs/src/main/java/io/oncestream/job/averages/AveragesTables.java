package io.oncestream.job.averages;

import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.FreshStart;
import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.window.WindowSummary;

/**
 * The tables that the averages job writes, exactly once: one row per key and window, upserted, and
 * one per rejected record, appended.
 */
final class AveragesTables {

    private static final String SUMMARIES_UID = "write-summaries";
    private static final String REJECTED_UID = "write-rejected";

    private AveragesTables() {}

    /** The table of rejected records that belongs to a result table. */
    static String rejected(String table) {
        return table + "_rejected";
    }

    /** Names that the database cannot have are refused here, before any graph is drawn. */
    static AveragesJob.Sinks sinks(DatabaseAddress database, String table, FreshStart freshStart) {
        JdbcTwoPhaseCommitSink<WindowSummary> summaries =
                JdbcTwoPhaseCommitSink.to(
                        database,
                        summaryRows(table),
                        new SinkName(AveragesJob.NAME, SUMMARIES_UID),
                        freshStart);
        JdbcTwoPhaseCommitSink<RejectedRecord> rejected =
                JdbcTwoPhaseCommitSink.to(
                        database,
                        rejectedRows(rejected(table)),
                        new SinkName(AveragesJob.NAME, REJECTED_UID),
                        freshStart);
        return new AveragesJob.Sinks(
                rows -> rows.addSink(summaries).uid(SUMMARIES_UID).name("write summaries"),
                rows -> rows.addSink(rejected).uid(REJECTED_UID).name("write rejected records"));
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

    private static TableMapping<RejectedRecord> rejectedRows(String table) {
        return TableMapping.<RejectedRecord>table(table)
                .text("source", RejectedRecord::source)
                .bigint("line", RejectedRecord::line)
                .text("text", RejectedRecord::text)
                .text("reason", RejectedRecord::reason)
                .build();
    }
}
