package io.oncestream.job.averages;

import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.state.reading.LateReading;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.window.WindowSummary;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The tables that the averages job writes, exactly once: one row per key and window, upserted, and
 * one per rejected record and per late reading, appended.
 */
final class AveragesTables {

    private static final String SUMMARIES_UID = "write-summaries";
    private static final String REJECTED_UID = "write-rejected";
    private static final String LATE_UID = "write-late";

    private AveragesTables() {}

    /** The table of rejected records that belongs to a result table. */
    static String rejected(String table) {
        return table + "_rejected";
    }

    /** The table of late readings that belongs to a result table. */
    static String late(String table) {
        return table + "_late";
    }

    /** Names that the database cannot have are refused here, before any graph is drawn. */
    static AveragesJob.Sinks sinks(
            DatabaseAddress database, String table, StartPolicy startPolicy) {
        Target target = new Target(database, startPolicy);
        return new AveragesJob.Sinks(
                target.port(summaryRows(table), SUMMARIES_UID, "write summaries"),
                target.port(rejectedRows(rejected(table)), REJECTED_UID, "write rejected records"),
                target.port(lateRows(late(table)), LATE_UID, "write late readings"));
    }

    /** What the sinks of one job have in common. */
    private record Target(DatabaseAddress database, StartPolicy startPolicy) {

        <T> Consumer<DataStream<T>> port(TableMapping<T> rows, String uid, String name) {
            JdbcTwoPhaseCommitSink<T> sink =
                    JdbcTwoPhaseCommitSink.to(
                            database, rows, new SinkName(AveragesJob.NAME, uid), startPolicy);
            return stream -> stream.addSink(sink).uid(uid).name(name);
        }
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
                .bigint("position", RejectedRecord::position)
                .text("text", RejectedRecord::text)
                .text("reason", RejectedRecord::reason)
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
