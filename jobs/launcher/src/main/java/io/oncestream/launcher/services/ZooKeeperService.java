package io.oncestream.launcher.services;

import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.zookeeper.ZooKeeperServer;
import java.io.IOException;
import java.nio.file.Path;

/** The ZooKeeper that Flink brings along. */
final class ZooKeeperService implements Service {

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public String description() {
        return "ZooKeeper, for high-availability.zookeeper.quorum";
    }

    @Override
    public int usualPort() {
        return 2181;
    }

    @Override
    public String uri(int port) {
        return ZooKeeperServer.uri(port);
    }

    @Override
    public ServerProcess start(Home home, Path folder, int port)
            throws IOException, InterruptedException {
        return ZooKeeperServer.start(home.checkout(), folder, name(), port);
    }
}
