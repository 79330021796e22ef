package io.oncestream.launcher.lock;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.launcher.ask.AskedJob;
import io.oncestream.launcher.ask.ServedJob;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.database.SqlMessage;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lock show}. */
@Command(
        name = "show",
        description = "Shows who holds a resource, by the last checkpoint, and how many wait.")
final class ShowCommand extends ConsoleCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DOMAIN/NAME",
            converter = LockTarget.Converter.class,
            description = "The resource.")
    private LockTarget target = new LockTarget("", "");

    @Mixin private final AskedJob service = LockCommand.service();

    @Override
    public Integer call() {
        ServedJob place = service.place(home);
        TargetDatabase database = service.databases(place).first();
        try (Connection connection = database.connect()) {
            Dialect dialect = Dialects.of(database.url());
            String sql =
                    "SELECT owner, token, lease_end, waiters FROM %s WHERE domain = ? AND resource = ?"
                            .formatted(dialect.quoteTable(place.table()));
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, target.domain());
                select.setString(2, target.resource());
                try (ResultSet row = select.executeQuery()) {
                    console.out.println(row.next() ? text(row) : "free");
                }
            }
        } catch (SQLException e) {
            throw new FailureException(SqlMessage.of(e), e);
        }
        console.out.flush();
        return 0;
    }

    private static String text(ResultSet row) throws SQLException {
        String owner = row.getString("owner");
        return owner == null
                ? "free"
                : "held by %s, token %d, until %s, %d waiting"
                        .formatted(
                                owner,
                                row.getLong("token"),
                                row.getString("lease_end"),
                                row.getInt("waiters"));
    }
}
