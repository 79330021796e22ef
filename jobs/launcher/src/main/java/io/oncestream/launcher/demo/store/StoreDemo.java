package io.oncestream.launcher.demo.store;

import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Course;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.DemoSource;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.demo.TopicSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Keys over three databases, which a fourth joins and one leaves, and readers that check. */
public final class StoreDemo implements Demo {

    private static final int FIRST = 3;

    @Override
    public String explanation() {
        return "a minute of puts, gets and deletes of 2,000 keys in the shards a, b and c, while"
                + " readers check strong and eventual reads, shard d joins, and b leaves. It starts"
                + " the Kafka broker and the topic that it needs, and without --to three PostgreSQL"
                + " servers and, for d, a MariaDB server with data of their own.";
    }

    /** So that all buckets are where they belong well before the next change. */
    @Override
    public Map<String, String> options(Path checkout) {
        return Map.of("--checkpoint-interval", "500ms", "--move-rate", "100");
    }

    @Override
    public DemoSource source() {
        return new TopicSource(4);
    }

    /** Far from the first ones: the data of those are the user's, and these are emptied. */
    @Override
    public List<String> databases() {
        return List.of("postgres-71", "postgres-72", "postgres-73", "mariadb-71");
    }

    @Override
    public List<String> names() {
        return List.of("a", "b", "c", "d");
    }

    @Override
    public int spares() {
        return names().size() - FIRST;
    }

    @Override
    public String toTry() {
        return """
        %1$s store put cart:7 '2 apples'
        %1$s store get cart:7
        %1$s store join d
        %1$s store status
        """;
    }

    /** Nothing is stopped: a shard that is away stops the store. */
    @Override
    public Beside clients(Stage stage) {
        return new Course(
                stage,
                null,
                databases -> new StoreClients(stage, databases, names().subList(0, FIRST)));
    }
}
