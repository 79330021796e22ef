package io.oncestream.bench.measure;

import io.oncestream.server.mariadb.MariaDbServer;
import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.server.process.Starter;
import java.util.List;
import java.util.Map;

/** What a benchmark's databases may be, as options name it. */
public enum ServerKind {
    postgresql {
        @Override
        Starter starter(int fsyncDelayMillis) {
            Map<String, String> settings =
                    Map.of(
                            "max_prepared_transactions",
                            Integer.toString(PREPARED_MAX),
                            // The process that is about to write and sync the log sleeps so long
                            // before, while others join it or wait: as the disk would have it.
                            "commit_delay",
                            Integer.toString(fsyncDelayMillis * 1_000),
                            // Though no other transaction be open.
                            "commit_siblings",
                            "0");
            return (installation, folder, name, port) ->
                    PostgresServer.start(installation, folder, name, port, settings);
        }

        @Override
        String stopSignal() {
            return PostgresServer.STOP_SIGNAL;
        }

        @Override
        String url(int port) {
            return PostgresServer.url(port);
        }

        @Override
        List<String> creation(String database) {
            // What those before left to be written is not this one's.
            return List.of("CREATE DATABASE " + database, "CHECKPOINT");
        }

        @Override
        String removal(String database) {
            return "DROP DATABASE " + database + " WITH (FORCE)";
        }

        @Override
        String prepared() {
            return "SELECT gid FROM pg_prepared_xacts";
        }
    },
    mariadb {
        @Override
        Starter starter(int fsyncDelayMillis) {
            List<String> options =
                    fsyncDelayMillis == 0
                            ? List.of()
                            : List.of(
                                    // Its log commits in groups, and a group waits so long for
                                    // more transactions than ever come.
                                    "--log-bin=log",
                                    "--binlog-commit-wait-count=100000",
                                    "--binlog-commit-wait-usec=" + fsyncDelayMillis * 1_000);
            return (installation, folder, name, port) ->
                    MariaDbServer.start(installation, folder, name, port, options);
        }

        @Override
        String stopSignal() {
            return "TERM";
        }

        @Override
        String url(int port) {
            return MariaDbServer.url(port);
        }

        @Override
        List<String> creation(String database) {
            return List.of(
                    "CREATE DATABASE "
                            + database
                            + " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
        }

        @Override
        String removal(String database) {
            return "DROP DATABASE " + database;
        }

        @Override
        String prepared() {
            return "XA RECOVER";
        }
    };

    private static final int PREPARED_MAX = 200;

    /** The kind of the server at a JDBC URL. */
    public static ServerKind of(String url) {
        return url.startsWith("jdbc:postgresql:") ? postgresql : mariadb;
    }

    /** A server with {@code fsync} on, each commit of which takes so much longer. */
    abstract Starter starter(int fsyncDelayMillis);

    abstract String stopSignal();

    /** Of the database that each server has. */
    abstract String url(int port);

    abstract List<String> creation(String database);

    abstract String removal(String database);

    /** A query with a row for each prepared transaction of the server. */
    abstract String prepared();
}
