package io.oncestream.launcher.store;

import io.oncestream.cli.NamedUrl;
import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.StoreReader;
import io.oncestream.connector.jdbc.store.StoreUnavailable;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.AskedJob;
import io.oncestream.launcher.ask.ServedJob;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The store that a word is about: the options of such words. */
final class StorePlace {

    private static final int SHARDS_MAX = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--answers",
            paramLabel = "URL",
            description =
                    "The database of the answers, as the job's --answers. Default: the first"
                            + " shard.")
    private @Nullable String answers;

    @Option(
            names = "--split-at",
            paramLabel = "KEY",
            split = ",",
            description = "As the job's --split-at. Default: buckets by the hash of the key.")
    private List<String> splitAt = List.of();

    @Mixin private final AskedJob store = new AskedJob("store", "key", SHARDS_MAX);

    /** What a reader is to read. */
    interface Reading<R> {
        R by(StoreReader reader) throws InterruptedException;
    }

    /** Asks the job, and waits for the answer. */
    Answer ask(Home home, Map<String, String> fields) throws InterruptedException {
        ServedJob place = store.place(home);
        NamedUrl answering =
                answers == null ? place.databases().get(0) : new NamedUrl("answers", answers);
        TargetDatabases databases =
                store.databases(new ServedJob(place.commands(), List.of(answering), place.table()));
        databases.checkReachable();
        return store.ask(place, databases, fields, Duration.ZERO);
    }

    /** Reads from the shards. */
    <R> R read(Home home, Reading<R> reading) {
        ServedJob place = store.place(home);
        try (StoreReader reader =
                StoreReader.of(
                        shards(home).participants(), place.table(), partitioning(), PATIENCE)) {
            return reading.by(reader);
        } catch (DatabaseUnavailable | SinkFailure | StoreUnavailable e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            throw new FailureException("interrupted", e);
        }
    }

    /** All of them, not connected to. */
    TargetDatabases shards(Home home) {
        return store.databases(store.place(home));
    }

    String table(Home home) {
        return store.place(home).table();
    }

    private Partitioning partitioning() {
        try {
            return new Partitioning(splitAt);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--split-at: " + e.getMessage());
        }
    }
}
