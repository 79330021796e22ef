package io.oncestream.connector.jdbc.cut;

import io.oncestream.connector.credential.ShownAddress;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.cluster.Members;
import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.database.DatabaseSession.Work;
import io.oncestream.connector.jdbc.database.Dialect;
import java.util.List;

/** The databases of the sink that writes a table, which are asked and read at once. */
final class SinkDatabases implements AutoCloseable {
    private final List<String> places;
    private final List<Dialect> dialects;
    private final Members members;
    private final String table;

    SinkDatabases(List<DatabaseAddress> databases, String table) {
        this.places = databases.stream().map(each -> ShownAddress.of(each.url())).toList();
        this.dialects = databases.stream().map(DatabaseAddress::dialect).toList();
        this.members =
                Members.of(
                        databases.stream()
                                .map(each -> each.session(Backoff.DEFAULT, () -> {}))
                                .toList());
        this.table = table;
    }

    String table() {
        return table;
    }

    List<String> places() {
        return places;
    }

    Marks marks() throws InterruptedException {
        return new Marks(all(connection -> Marks.find(connection, table)));
    }

    /** Whether any of them has a checkpoint among those that are readable in all. */
    boolean havePublished(long checkpoint) throws InterruptedException {
        return all(connection -> Published.is(connection, table, checkpoint)).contains(true);
    }

    private <R> List<R> all(Work<R> work) throws InterruptedException {
        return members.all(
                (i, session) -> session.inTransaction("look at the cuts of table " + table, work));
    }

    /** Does something in a transaction of each, which shows one moment of that one. */
    <R> List<R> snapshots(Work<R> work) throws InterruptedException {
        return members.all((i, session) -> snapshot(i, work));
    }

    /** The same in one of them. */
    <R> R snapshot(int database, Work<R> work) throws InterruptedException {
        return members.session(database)
                .inTransaction(
                        "read table " + table,
                        connection -> {
                            dialects.get(database).beginSnapshot(connection);
                            return work.run(connection);
                        });
    }

    @Override
    public void close() {
        members.close();
    }
}
