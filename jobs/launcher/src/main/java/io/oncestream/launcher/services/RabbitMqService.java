package io.oncestream.launcher.services;

import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.rabbitmq.RabbitMqServer;
import java.io.IOException;
import java.nio.file.Path;

/** The RabbitMQ that is installed on this machine, with data of its own. */
final class RabbitMqService implements Service {

    @Override
    public String name() {
        return "rabbitmq";
    }

    @Override
    public String description() {
        return "RabbitMQ, for --from; needs the package rabbitmq-server";
    }

    @Override
    public int usualPort() {
        return 5672;
    }

    @Override
    public String uri(int port) {
        return "rabbitmq://guest@127.0.0.1:" + port;
    }

    @Override
    public ServerProcess start(Home home, Path folder, int port)
            throws IOException, InterruptedException {
        return RabbitMqServer.start(folder, name(), port);
    }
}
