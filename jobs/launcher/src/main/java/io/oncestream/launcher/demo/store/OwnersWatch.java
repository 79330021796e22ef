package io.oncestream.launcher.demo.store;

import io.oncestream.connector.jdbc.store.ShardTable;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.demo.ClientThreads;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the headers of all shards again and again, in a thread of its own, and checks them. */
public final class OwnersWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnersWatch.class);
    private static final long PAUSE_MILLIS = 300;

    private final Map<String, ? extends Client.Database> databases;
    private final String table;
    private final Owners owners = new Owners();
    private final ClientThreads threads = new ClientThreads();

    /** Begins to look. */
    public OwnersWatch(Map<String, ? extends Client.Database> databases, String table) {
        this.databases = databases;
        this.table = table;
        threads.start("owners", this::lookAgain);
    }

    private void lookAgain() throws Exception {
        try (ShardConnections shards = new ShardConnections(databases, table)) {
            while (threads.goOn()) {
                look(shards);
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** In another order each time. A shard that is away shows nothing. */
    private void look(ShardConnections shards) {
        List<String> order = new ArrayList<>(shards.shards());
        Collections.shuffle(order);
        for (String shard : order) {
            try {
                var headers = shards.in(shard, ShardTable::headers);
                synchronized (owners) {
                    owners.look(shard, headers);
                }
            } catch (SQLException e) {
                LOG.info("Shard {} is away", shard, e);
            }
        }
    }

    /** See {@link Owners#isSettled}. */
    public boolean isSettled(RingModel first, RingModel ring) {
        synchronized (owners) {
            return owners.isSettled(first, ring);
        }
    }

    /** What must not be and was seen. */
    public List<String> violations() {
        synchronized (owners) {
            return owners.violations();
        }
    }

    /** Why it does not look any more; null where it does. */
    public @Nullable String failure() {
        return threads.failure();
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
    }
}
