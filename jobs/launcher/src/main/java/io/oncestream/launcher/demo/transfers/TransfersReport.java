package io.oncestream.launcher.demo.transfers;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Stage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a demonstration: a last strong read, checked, and figures. */
final class TransfersReport {

    private static final int SHOWN_MAX = 10;

    private final Stage stage;
    private final Sender sender;
    private final Readers readers;
    private final List<String> violations = new ArrayList<>();

    TransfersReport(Stage stage, Sender sender, Readers readers) {
        this.stage = stage;
        this.sender = sender;
        this.readers = readers;
    }

    /** Something that ended before it should; null: nothing. */
    void note(@Nullable String failure) {
        if (failure != null) {
            violations.add("it could not go on: " + failure);
        }
    }

    /**
     * Prints it.
     *
     * @param before what was there when all accounts were open; null where that was never so
     * @return the exit code
     */
    int print(TargetDatabases databases, @Nullable Books before)
            throws InterruptedException, SQLException {
        note(sender.failure());
        note(readers.failure());
        violations.addAll(readers.violations());
        try (CutReader reader = CutReader.of(databases.addresses(), stage.table())) {
            Books books = Books.all(reader.strong(new BooksQuery(stage.table())));
            violations.addAll(TransfersChecks.ofAll(books));
            violations.addAll(sender.violations(books, sender.sent()));
            long refused = refused(databases.first());
            if (refused != sender.conflicts()) {
                violations.add(
                        "%d commands with a known id and another amount are refused, sent were %d"
                                .formatted(refused, sender.conflicts()));
            }
            violations.stream().limit(SHOWN_MAX).forEach(stage.console()::say);
            printCommands(books, refused);
            printTotals(books, before);
            printReads();
        }
        stage.console().out.flush();
        return violations.isEmpty() ? 0 : 1;
    }

    private long refused(TargetDatabase first) throws SQLException {
        String table = Dialects.of(first.url()).quoteTable(JobTables.refused(stage.table()));
        try (Connection connection = first.connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    private void printCommands(Books books, long refused) {
        Map<String, Long> outcomes =
                books.outcomes().stream().collect(groupingBy(OutcomeRow::outcome, counting()));
        print("commands", sender.commands());
        print("  sent twice", sender.repeats());
        print("applied", outcomes.getOrDefault("applied", 0L));
        for (String outcome : List.of("insufficient_funds", "unknown_account", "invalid")) {
            print(outcome, outcomes.getOrDefault(outcome, 0L));
        }
        print("known id, other amount", refused);
    }

    private void printTotals(Books books, @Nullable Books opened) {
        BigDecimal before = opened == null ? BigDecimal.ZERO : Books.sum(opened.totals());
        print("total before", before);
        print("  deposited since", Books.sum(books.deposits()).subtract(before));
        print("total after", Books.sum(books.totals()));
    }

    private void printReads() {
        print("strong reads", readers.strong());
        print(
                "  the longest, waits included",
                String.format(Locale.ROOT, "%.1f s", readers.longest().toMillis() / 1e3));
        print("weak reads", readers.weak());
        print("eventual reads", readers.eventual());
        print("  fractured", readers.fractured());
        if (readers.unanswered() > 0) {
            print("reads that gave up", readers.unanswered());
        }
        print("violations", violations.size());
    }

    private void print(String what, Object value) {
        stage.console().out.printf("%-30s %14s%n", what, value);
    }
}
