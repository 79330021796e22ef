package io.oncestream.launcher.certificates;

import io.oncestream.function.quorum.CertificateCheck;
import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.console.Printable;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.sql.AskedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code certificates verify}. */
@Command(
        name = "verify",
        description = {
            "Checks each certificate and each piece of evidence that a quorum job has written, by"
                    + " the feeds' public keys alone, and that each certified value has a"
                    + " certificate. Nothing that the job says is believed.",
            "",
            "Exit code 0: all hold. 1: some do not; the first ten are named."
        })
final class VerifyCommand extends ConsoleCommand implements Callable<Integer> {

    @Option(
            names = "--feeds",
            required = true,
            paramLabel = "FILE",
            description = "The file of feeds that the job was started with, byte for byte.")
    private Path feeds = Path.of("");

    @Mixin private final AskedDatabase database = new AskedDatabase();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = "quorum",
            description = "As the job's --table. Default: quorum.")
    private String table = "quorum";

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "exact",
            description = "As the job's --mode, exact or median. Default: exact.")
    private QuorumMode mode = QuorumMode.EXACT;

    @Override
    public Integer call() throws IOException {
        Audit audit =
                new Audit(
                        new CertificateCheck(readFeeds(), mode),
                        rows -> console.step("%d rows are checked".formatted(rows)));
        database.ask(home, console, connection -> audit.run(rows(connection)));
        console.clear();
        print(audit);
        return audit.bad() == 0 ? 0 : 1;
    }

    private Feeds readFeeds() {
        try {
            return Feeds.read(feeds);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--feeds: %s; give the file that the job was started with"
                            .formatted(e.getMessage()));
        }
    }

    private QuorumRows rows(Connection connection) throws SQLException {
        try {
            QuorumRows rows = new QuorumRows(connection, table);
            List<String> missing = rows.missing();
            if (missing.isEmpty()) {
                return rows;
            }
            throw new UsageException(
                    "there is no table %s: give --table as the job has it, and --to the database that it writes to"
                            .formatted(String.join(", ", missing)));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--table: " + e.getMessage());
        }
    }

    private void print(Audit audit) {
        audit.shown().forEach(line -> console.say(Printable.of(line)));
        if (audit.bad() > 0 && audit.certificates() + audit.evidence() == 0) {
            console.say(
                    "nothing holds at all: is %s the very file that the job was started with, and %s its --mode?"
                            .formatted(feeds, mode.word()));
        }
        print("certificates that hold", audit.certificates());
        print("pieces of evidence that hold", audit.evidence());
        audit.statuses().forEach((status, rounds) -> print("rounds " + status, rounds));
        audit.lies()
                .forEach(
                        (feed, rounds) -> print("rounds in which %s lied".formatted(feed), rounds));
        print("rows that do not hold", audit.bad());
        console.out.flush();
    }

    private void print(String what, long count) {
        console.out.printf("%-30s %14d%n", Printable.of(what), count);
    }
}
