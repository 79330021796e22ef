package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.measure.Workers;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A plain client: workers that read the topic and write by XA. */
final class XaTransfers implements Work {

    /** A setting of a case: how many workers. */
    static final String WORKERS = "workers";

    private final List<OwnDatabase> databases;
    private final List<XaWorker> workers = new ArrayList<>();
    private final int commandsMax;

    private XaTransfers(List<OwnDatabase> databases, int commandsMax) {
        this.databases = databases;
        this.commandsMax = commandsMax;
    }

    /**
     * Makes the tables and connects the workers.
     *
     * @param commandsMax in a transaction
     */
    static Work prepare(Case one, int commandsMax) throws Exception {
        String topic = TransferScript.topic(one);
        XaTransfers transfers = new XaTransfers(OwnDatabase.createAll(one), commandsMax);
        for (OwnDatabase database : transfers.databases) {
            for (String sql : XaDialect.of(database).tables()) {
                database.execute(sql);
            }
        }
        for (CommandReader commands :
                CommandReader.all(topic, TransferScript.PARTITIONS, one.number(WORKERS))) {
            transfers.workers.add(
                    new XaWorker(
                            commands,
                            transfers.databases,
                            "worker-" + transfers.workers.size()));
        }
        return transfers;
    }

    @Override
    public Instant run() throws InterruptedException, ExecutionException {
        Workers.run(workers, worker -> worker.work(commandsMax));
        return Instant.now();
    }

    @Override
    public Check check() throws SQLException {
        return Books.read(databases).check();
    }

    @Override
    public void close() throws SQLException {
        for (XaWorker worker : workers) {
            worker.close();
        }
        for (OwnDatabase database : databases) {
            database.close();
        }
    }
}
