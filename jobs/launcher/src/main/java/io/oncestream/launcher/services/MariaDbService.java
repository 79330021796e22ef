package io.oncestream.launcher.services;

import io.oncestream.launcher.home.Home;
import io.oncestream.server.mariadb.MariaDbServer;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;

/** MariaDB from Maven Central, with data of its own. */
final class MariaDbService implements Service {

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public String description() {
        return "MariaDB, for --to; lets everyone on this machine in without a password";
    }

    @Override
    public int usualPort() {
        return 3306;
    }

    @Override
    public String uri(int port) {
        return MariaDbServer.url(port);
    }

    @Override
    public ServerProcess start(Home home, Path folder, int port)
            throws IOException, InterruptedException {
        return MariaDbServer.start(home.checkout(), folder, name(), port);
    }
}
