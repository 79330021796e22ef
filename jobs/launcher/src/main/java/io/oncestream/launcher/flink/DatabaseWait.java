package io.oncestream.launcher.flink;

import io.oncestream.connector.jdbc.SinkMetrics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a database has been at work for a table.
 *
 * @param database what the job calls it; empty where it has one alone
 * @param millis 0 while it is not at work
 */
public record DatabaseWait(String database, long millis) {

    public static final DatabaseWait NONE = new DatabaseWait("", 0);

    private static final Pattern METRIC =
            Pattern.compile(
                    "(?:.*\\.%s\\.([^.]+)\\.|.*\\.)%s"
                            .formatted(SinkMetrics.PARTICIPANT, SinkMetrics.DATABASE_WAIT_MILLIS));

    /** This, or the longer one that a metric tells, if it is one of these. */
    DatabaseWait orLonger(String metric, long metricMillis) {
        Matcher name = METRIC.matcher(metric);
        return name.matches() && metricMillis > millis
                ? new DatabaseWait(name.group(1) == null ? "" : name.group(1), metricMillis)
                : this;
    }
}
