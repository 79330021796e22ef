package io.oncestream.server.rabbitmq;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerException;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.ServerStart;
import io.oncestream.server.process.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A RabbitMQ server of this machine's installation, on 127.0.0.1 only, with all that it writes in
 * one folder; the data stays when it ends. User {@code guest} has the password {@code guest}.
 *
 * <p>It runs without epmd, Erlang's port mapper, which would listen on a port that all users share
 * and outlive the server: the node's own port is told to whoever asks it something, which is {@code
 * rabbitmqctl} in that folder.
 */
public final class RabbitMqServer {

    private static final String NODE = "rabbit@localhost";
    private static final String STARTED = "Server startup complete";
    private static final Pattern ERROR = Pattern.compile("\\[error\\] <[^>]*> (.*\\w.*)");

    private final Path scripts;
    private final Path folder;
    private final String name;
    private final int port;

    private RabbitMqServer(Path scripts, Path folder, String name, int port) {
        this.scripts = scripts;
        this.folder = folder;
        this.name = name;
        this.port = port;
    }

    /** As {@link Starter} says; this machine's RabbitMQ, and so none of the installation's. */
    public static ServerProcess start(Installation none, Path folder, String name, int port)
            throws IOException, InterruptedException {
        Path scripts =
                RabbitMqInstallation.scripts()
                        .orElseThrow(
                                () ->
                                        new ServerException(
                                                "RabbitMQ is not installed: install Debian's"
                                                    + " package rabbitmq-server (apt-get install"
                                                    + " rabbitmq-server), or put rabbitmq-server on"
                                                    + " the PATH"));
        return new RabbitMqServer(scripts, Folders.make(folder), name, port).start();
    }

    /** Where clients find it. */
    public static String uri(int port) {
        return "rabbitmq://guest@127.0.0.1:" + port;
    }

    public static boolean isInstalled() {
        return RabbitMqInstallation.scripts().isPresent();
    }

    private ServerProcess start() throws IOException, InterruptedException {
        int nodePort = LocalPort.anyFree();
        writeConfiguration();
        writeControl(nodePort);
        return new ServerStart("RabbitMQ", folder, name, ERROR)
                .start(
                        List.of(scripts.resolve("rabbitmq-server").toString()),
                        environment(nodePort),
                        log -> log.text().contains(STARTED));
    }

    private void writeConfiguration() throws IOException {
        Files.writeString(
                folder.resolve("rabbitmq.conf"),
                """
                listeners.tcp.1 = 127.0.0.1:%d
                loopback_users.guest = true
                log.console = false
                log.file = %s.log
                """
                        .formatted(port, name));
        // The system's own ones would be read otherwise.
        Files.writeString(folder.resolve("advanced.config"), "[].\n");
        Files.writeString(folder.resolve("enabled_plugins"), "[].\n");
        Files.writeString(folder.resolve("rabbitmq-env.conf"), "");
    }

    /** Erlang's tools would start epmd and look for the system's node. */
    private void writeControl(int nodePort) throws IOException {
        Path script = folder.resolve("rabbitmqctl");
        Files.writeString(
                script,
                """
                #!/bin/sh
                # Asks this server, as: ./rabbitmqctl list_queues
                export HOME='%s' RABBITMQ_CONF_ENV_FILE='%s'
                export ERL_FLAGS='-start_epmd false -erl_epmd_port %d -dist_listen false'
                exec '%s' -n %s "$@"
                """
                        .formatted(
                                home(),
                                folder.resolve("rabbitmq-env.conf"),
                                nodePort,
                                scripts.resolve("rabbitmqctl"),
                                NODE));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** Erlang keeps the cookie there with which nodes know each other. */
    private Path home() throws IOException {
        return Folders.make(folder.resolve("home"));
    }

    private Map<String, String> environment(int nodePort) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", home().toString());
        environment.put("RABBITMQ_NODENAME", NODE);
        environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("rabbitmq-env.conf").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
        environment.put(
                "RABBITMQ_ADVANCED_CONFIG_FILE", folder.resolve("advanced.config").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.toString());
        // Erlang in place of the script: the process whose pid is known gets the signals.
        environment.put("RABBITMQ_ALLOW_INPUT", "true");
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-noinput -sname %s -start_epmd false -erl_epmd_port %d".formatted(NODE, nodePort)
                        + " -kernel inet_dist_use_interface {127,0,0,1} +B i");
        return environment;
    }
}
