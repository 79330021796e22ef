package io.oncestream.launcher.store;

import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.connector.jdbc.store.ShardTable;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.database.SqlMessage;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.state.store.Ownership;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code store status}: ends with 0 if all shards answer. */
@Command(
        name = "status",
        description = {
            "Says of each shard how many buckets it has, of those that were used, how many of its"
                    + " buckets go to another one, how many keys have a value there, and how many"
                    + " rows are left that nobody needs.",
            "",
            "While a bucket moves, both shards may have its keys."
        })
final class StatusCommand extends ConsoleCommand implements Callable<Integer> {

    private static final String LINE = "%-12s %8s %8s %10s %8s%n";

    @Mixin private final StorePlace store = new StorePlace();

    @Override
    public Integer call() {
        String table = store.table(home);
        console.out.printf(LINE, "shard", "buckets", "moving", "keys", "left");
        int code = 0;
        for (TargetDatabase shard : store.shards(home).all()) {
            try (Connection connection = shard.connect()) {
                print(shard, new ShardTable(shard.address().dialect(), table), connection);
            } catch (SQLException e) {
                console.out.printf("%-12s %s%n", shard.name(), SqlMessage.of(e));
                code = 1;
            }
        }
        console.out.flush();
        return code;
    }

    private void print(TargetDatabase shard, ShardTable rows, Connection connection)
            throws SQLException {
        List<BucketHeader> headers = rows.headers(connection);
        console.out.printf(
                LINE,
                shard.name(),
                count(headers, Ownership.OWNER),
                count(headers, Ownership.MOVING),
                rows.live(connection),
                rows.dead(connection));
    }

    private static long count(List<BucketHeader> headers, Ownership state) {
        return headers.stream().filter(each -> each.state() == state).count();
    }
}
