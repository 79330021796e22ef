package io.oncestream.launcher.demo.counters;

import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Course;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.DemoSource;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.demo.TopicSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Adds to counters in three databases, one of which is killed, and readers that check. */
public final class CountersDemo implements Demo {

    @Override
    public String explanation() {
        return "a minute of adds to 1,000 counters, while readers check strong and weak reads and"
                + " one database is killed for ten seconds. It starts the Kafka broker and the"
                + " topic that it needs, and without --to two PostgreSQL servers and a MariaDB"
                + " server with data of their own.";
    }

    @Override
    public Map<String, String> options(Path checkout) {
        return Map.of("--checkpoint-interval", "500ms");
    }

    @Override
    public DemoSource source() {
        return new TopicSource(4);
    }

    /** Far from the first ones: the data of those are the user's, and these are emptied. */
    @Override
    public List<String> databases() {
        return List.of("postgres-81", "postgres-82", "mariadb-81");
    }

    @Override
    public String toTry() {
        return """
        %1$s counter add visits 5
        %1$s counter get visits
        %1$s counter get visits --consistency weak
        %1$s services stop mariadb-81
        """;
    }

    @Override
    public Beside clients(Stage stage) {
        return new Course(
                stage, Outage.Kind.KILL, databases -> new CountersClients(stage, databases));
    }
}
