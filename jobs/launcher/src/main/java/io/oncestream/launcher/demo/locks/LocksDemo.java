package io.oncestream.launcher.demo.locks;

import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.DemoSource;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.demo.TopicSource;
import java.nio.file.Path;
import java.util.Map;

/** Workers that lock, wait, renew, are paused past their leases, die, and write under the fence. */
public final class LocksDemo implements Demo {

    @Override
    public String explanation() {
        return "200 workers for a minute: they lock, queue, renew, pause, die, and change rows"
                + " under the fence. It starts the Kafka broker and the topic that it needs, and"
                + " checks every answer.";
    }

    @Override
    public Map<String, String> options(Path checkout) {
        return Map.of("--checkpoint-interval", "200ms");
    }

    @Override
    public DemoSource source() {
        return new TopicSource(4);
    }

    @Override
    public String toTry() {
        return """
        %1$s lock acquire shop/till-1 --owner me --lease 1m --wait 10s
        %1$s lock show shop/till-1
        %1$s lock renew shop/till-1 --owner me --lease 1m --token N
        %1$s lock release shop/till-1 --owner me --token N
        """;
    }

    @Override
    public Beside clients(Stage stage) {
        return new LocksClients(stage);
    }
}
