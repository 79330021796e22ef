package io.oncestream.launcher.transactions;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.UsageException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code transactions --forget}.
 *
 * @param yes whether it is done without asking
 */
record Forgetting(Console console, SinkLedger ledger, boolean yes) {

    /** Removes what is kept of a lineage where it is retired. */
    void run(String lineage) throws SQLException, IOException {
        List<SinkEntry> entries =
                ledger.read().stream().filter(entry -> entry.lineage().equals(lineage)).toList();
        if (entries.isEmpty()) {
            throw new UsageException("--forget: this database knows no lineage " + lineage);
        }
        List<SinkEntry> retired = entries.stream().filter(entry -> !entry.isCurrent()).toList();
        String current = tables(entries.stream().filter(SinkEntry::isCurrent).toList());
        if (retired.isEmpty()) {
            throw new UsageException(
                    ("--forget: lineage %s is the owner of %s: drop what you do not need any more,"
                                    + " then forget it")
                            .formatted(lineage, current));
        }
        if (!yes && !Console.canAsk()) {
            throw new UsageException("--forget asks first, and there is no terminal: give --yes");
        }
        if (!yes && !console.ask("Forget lineage %s of %s?".formatted(lineage, tables(retired)))) {
            console.say("nothing was changed");
            return;
        }
        for (SinkEntry entry : retired) {
            ledger.forget(entry);
        }
        console.say(
                "forgot lineage %s of %s%s"
                        .formatted(
                                lineage,
                                tables(retired),
                                current.isEmpty() ? "" : "; it stays the owner of " + current));
    }

    private static String tables(List<SinkEntry> entries) {
        return entries.stream().map(SinkEntry::table).collect(Collectors.joining(", "));
    }
}
