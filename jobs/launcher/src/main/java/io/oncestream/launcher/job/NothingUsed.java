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

/** Says that a job could use none of its records, which its empty result does not explain. */
final class NothingUsed {

    /** Enough to know the commonest reason, and read at once. */
    private static final int ROWS_LOOKED_AT = 10_000;

    private static final int TEXT_SHOWN = 120;

    private final PrintStream out;

    NothingUsed(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints nothing where something was used, or nothing read.
     *
     * @param tables the job's, its result first
     * @param counts its accumulators
     */
    void print(TargetDatabase target, List<String> tables, Map<String, Long> counts)
            throws SQLException {
        long read = counts.getOrDefault(SplitDecoded.ROWS_READ, 0L);
        long rejected = counts.getOrDefault(SplitDecoded.ROWS_REJECTED, 0L);
        long missing = counts.getOrDefault(SplitDecoded.ROWS_MISSING, 0L);
        if (read == 0 || rejected + missing < read) {
            return;
        }
        out.printf(
                "none of the %s rows that were read could be used: %s rejected%s%n",
                ProgressLine.count(read),
                ProgressLine.count(rejected),
                missing == 0
                        ? ""
                        : ", %s with a value of --missing".formatted(ProgressLine.count(missing)));
        String rejects = JobTables.rejected(tables.get(0));
        if (rejected > 0 && tables.contains(rejects)) {
            RejectReasons reasons = reasons(target, rejects);
            reasons.commonest().ifPresent(commonest -> print(commonest, reasons.records()));
        }
        out.println();
    }

    private void print(RejectReasons.Counted commonest, long records) {
        RejectedRecord example = commonest.example();
        out.printf(
                "most often       %s (%s of %s)%n",
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
