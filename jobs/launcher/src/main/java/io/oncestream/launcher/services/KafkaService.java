package io.oncestream.launcher.services;

import io.oncestream.launcher.home.Home;
import io.oncestream.server.kafka.KafkaServer;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;

/** A Kafka broker that is its own controller. */
final class KafkaService implements Service {

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String description() {
        return "a Kafka broker, for --from kafka://... and for produce";
    }

    @Override
    public int usualPort() {
        return 9092;
    }

    @Override
    public String uri(int port) {
        return KafkaServer.uri(port);
    }

    @Override
    public ServerProcess start(Home home, Path folder, int port)
            throws IOException, InterruptedException {
        return KafkaServer.start(home.checkout(), folder, name(), port);
    }
}
