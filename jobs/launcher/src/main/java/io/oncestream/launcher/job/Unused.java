package io.oncestream.launcher.job;

import io.oncestream.function.SplitDecoded;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.console.Printable;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.WrittenTables;
import io.oncestream.state.reading.RejectedRecord;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a job could not use of its records, which its result does not explain. */
final class Unused {

    /** Enough to know the commonest reason, and read at once. */
    private static final int ROWS_LOOKED_AT = 10_000;

    private static final int TEXT_SHOWN = 120;

    private final PrintStream out;

    Unused(PrintStream out) {
        this.out = out;
    }

    /**
     * What comes first: that nothing could be used, or that rows may have been swallowed.
     *
     * @param tables the job's, its result first
     * @param counts its accumulators
     */
    void printFirst(TargetDatabase target, List<String> tables, Map<String, Long> counts)
            throws SQLException {
        long overLines = counts.getOrDefault(SplitDecoded.ROWS_OVER_LINES, 0L);
        if (overLines > 0) {
            out.printf(
                    "warning: rows over several lines: %s, the first at line %d; a stray quote"
                        + " takes the rows up to the next one with it (the log has the files)%n%n",
                    ProgressLine.count(overLines),
                    counts.getOrDefault(SplitDecoded.ROWS_OVER_LINES_FIRST, 0L));
        }
        if (!isNothingUsed(counts)) {
            return;
        }
        long missing = counts.getOrDefault(SplitDecoded.ROWS_MISSING, 0L);
        out.printf(
                "none of the %s rows that were read could be used: %s rejected%s%n",
                ProgressLine.count(counts.getOrDefault(SplitDecoded.ROWS_READ, 0L)),
                ProgressLine.count(counts.getOrDefault(SplitDecoded.ROWS_REJECTED, 0L)),
                missing == 0
                        ? ""
                        : ", %s with a value of --missing".formatted(ProgressLine.count(missing)));
        printCommonest("most often", target, tables, counts);
        out.println();
    }

    /** Behind the figures: why records were rejected, where that was not said first. */
    void printLast(TargetDatabase target, List<String> tables, Map<String, Long> counts)
            throws SQLException {
        if (!isNothingUsed(counts)) {
            printCommonest("rejected mostly", target, tables, counts);
        }
    }

    private static boolean isNothingUsed(Map<String, Long> counts) {
        long read = counts.getOrDefault(SplitDecoded.ROWS_READ, 0L);
        long rejected = counts.getOrDefault(SplitDecoded.ROWS_REJECTED, 0L);
        long missing = counts.getOrDefault(SplitDecoded.ROWS_MISSING, 0L);
        return read > 0 && rejected + missing >= read;
    }

    private void printCommonest(
            String title, TargetDatabase target, List<String> tables, Map<String, Long> counts)
            throws SQLException {
        Optional<String> rejects = tables.stream().filter(JobTables::isRejected).findFirst();
        if (counts.getOrDefault(SplitDecoded.ROWS_REJECTED, 0L) > 0 && rejects.isPresent()) {
            RejectReasons reasons = reasons(target, rejects.get());
            reasons.commonest().ifPresent(commonest -> print(title, commonest, reasons.records()));
        }
    }

    private void print(String title, RejectReasons.Counted commonest, long records) {
        RejectedRecord example = commonest.example();
        out.printf(
                "%-16s %s (%s of %s)%n",
                title,
                Printable.of(example.reason()),
                ProgressLine.count(commonest.count()),
                ProgressLine.count(records));
        out.printf(
                "for example      %s, position %d: %s%n",
                Printable.of(example.source()),
                example.position(),
                Printable.of(cut(example.text())));
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= TEXT_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, TEXT_SHOWN)) + "…";
    }

    private static RejectReasons reasons(TargetDatabase target, String table) throws SQLException {
        RejectReasons reasons = new RejectReasons();
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                new WrittenTables(connection).firstRows(table, ROWS_LOOKED_AT))) {
            while (rows.next()) {
                reasons.add(
                        new RejectedRecord(
                                rows.getString("source"),
                                rows.getLong("position"),
                                rows.getString("text"),
                                rows.getString("reason")));
            }
        }
        return reasons;
    }
}
