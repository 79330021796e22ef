package io.oncestream.bench.counters;

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

/** A plain client of one PostgreSQL: workers that read the topic and count in two tables. */
final class UpdateCounters implements Work {

    private final AddScript script;
    private final OwnDatabase database;
    private final List<UpdateWorker> workers = new ArrayList<>();
    private final int commandsMax;

    private UpdateCounters(AddScript script, OwnDatabase database, int commandsMax) {
        this.script = script;
        this.database = database;
        this.commandsMax = commandsMax;
    }

    /**
     * Makes the tables too.
     *
     * @param commandsMax in a transaction
     */
    static UpdateCounters prepare(Case one, int commandsMax) throws Exception {
        AddScript script = AddScript.of(one);
        OwnDatabase database = OwnDatabase.createAll(one.with(OwnDatabase.COUNT, 1)).get(0);
        for (String sql : UpdateWorker.TABLES) {
            database.execute(sql);
        }
        UpdateCounters counters = new UpdateCounters(script, database, commandsMax);
        counters.begin(one);
        return counters;
    }

    /** Connects workers, who begin at the topic's beginning. */
    void begin(Case one) throws Exception {
        for (CommandReader commands : script.readers(one)) {
            workers.add(new UpdateWorker(commands, database));
        }
    }

    @Override
    public Instant run() throws Exception {
        Workers.run(workers, worker -> worker.work(commandsMax));
        return Instant.now();
    }

    @Override
    public Check check() throws SQLException {
        Counted counted = Counted.read(database);
        return script.check(counted.counters(), counted.answers());
    }

    @Override
    public void close() throws SQLException {
        for (UpdateWorker worker : workers) {
            worker.close();
        }
        database.close();
    }
}
