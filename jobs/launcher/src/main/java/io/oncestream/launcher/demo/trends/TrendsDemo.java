package io.oncestream.launcher.demo.trends;

import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Course;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.DemoSource;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.demo.TopicSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A shop at four hours a second, some of whose items are wanted by many at once. */
public final class TrendsDemo implements Demo {

    @Override
    public String explanation() {
        return "a shop at four hours a second: 200 users, four shelves of 50 items, and in each"
                + " nine hours one item that rises. It starts the Kafka broker and the topic that"
                + " it needs, and counts how many of these are found, how well the next item of a"
                + " basket is guessed, and whether any user is pushed to too often.";
    }

    @Override
    public Map<String, String> options(Path checkout) {
        return Map.of(
                "--item", "item",
                "--time", "time",
                "--user", "user",
                "--category", "category",
                "--basket", "basket",
                "--window", "1h",
                "--out-of-order", "1h",
                "--checkpoint-interval", "500ms");
    }

    @Override
    public List<String> fixed() {
        return List.of("--item", "--time", "--user", "--category", "--basket", "--window");
    }

    @Override
    public DemoSource source() {
        return new TopicSource(2);
    }

    @Override
    public String toTry() {
        return """
        %1$s sql "SELECT * FROM trending ORDER BY window_end DESC, category, rank"
        %1$s sql "SELECT * FROM related ORDER BY item, rank"
        %1$s sql "SELECT * FROM pushes ORDER BY time DESC"
        """;
    }

    @Override
    public Beside clients(Stage stage) {
        return new Course(stage, null, databases -> new TrendsClients(stage, databases));
    }
}
