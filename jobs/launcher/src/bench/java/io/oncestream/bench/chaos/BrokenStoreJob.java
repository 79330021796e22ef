package io.oncestream.bench.chaos;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.jdbc.store.StoreShards;
import io.oncestream.job.store.StoreJob;
import io.oncestream.job.store.StoreOptions;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;

/** A store that sees of its shards what is not there. */
public final class BrokenStoreJob {

    private BrokenStoreJob() {}

    /**
     * Runs it where Flink provides the environment.
     *
     * @param args the name of a {@link Broken}, and then those of the store
     */
    public static void main(String[] args) throws Exception {
        Broken broken = Broken.valueOf(args[0]);
        StoreOptions options = new StoreOptions();
        CommandLines.parse(
                CommandLines.of(options), Arrays.copyOfRange(args, 1, args.length));
        StreamExecutionEnvironment env = options.execution().environment();
        SerializableSupplier<StoreShards> shards = options.shardsSeen();
        List<String> names = List.copyOf(options.database().names());
        StoreJob.build(env, options, () -> new BrokenShards(shards.get(), broken, names));
        env.execute("broken store");
    }
}
