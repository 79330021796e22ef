package io.oncestream.launcher.demo.anomalies;

import io.oncestream.launcher.demo.Clients;
import java.sql.SQLException;
import java.util.Map;

/** What is sent to the job, row by row, and what came of it. */
interface Replay {

    /** What it is, in a few words. */
    String description();

    int size();

    /** How many a second at most. */
    int perSecond();

    /** The key by which Kafka finds a row's partition. */
    String key(int row);

    Map<String, String> fields(int row);

    /** Whether the tables have all of it. */
    boolean isDone(PublishedTables tables) throws SQLException;

    Clients.Result result(PublishedTables tables) throws SQLException;
}
