package io.oncestream.testing;

import com.rabbitmq.client.Connection;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.source.rabbitmq.QueueRecords;
import io.oncestream.server.process.Folders;
import io.oncestream.server.rabbitmq.RabbitMqServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real RabbitMQ: the one that is installed on this machine (Debian's package rabbitmq-server), as
 * a process of its own on a free port of 127.0.0.1, started as {@code ./oncestream services start
 * rabbitmq} starts it.
 */
public final class RabbitMqBroker implements AutoCloseable {

    private static final String NOT_INSTALLED =
            "SKIPPED, no RabbitMQ: install Debian's package rabbitmq-server (apt-get install"
                    + " rabbitmq-server) to run ";

    private final Path folder;
    private final TestServer server;

    private RabbitMqBroker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.server = TestServer.start(folder, RabbitMqServer::start);
    }

    /** Starts one; without an installation the test is skipped, and says so. */
    public static RabbitMqBroker start(Class<?> test) throws Exception {
        if (!RabbitMqServer.isInstalled()) {
            System.err.println(NOT_INSTALLED + test.getSimpleName());
        }
        Assumptions.assumeTrue(RabbitMqServer.isInstalled(), NOT_INSTALLED + test.getSimpleName());
        return new RabbitMqBroker(Files.createTempDirectory("rabbitmq-test"));
    }

    /** With the queues that were declared just before, which it writes to disk some time later. */
    public void killAndRestart() throws Exception {
        control("eval", "mnesia:sync_log().");
        server.kill();
        server.start();
    }

    public void closeAllConnections() throws Exception {
        control("close_all_connections", "for the test");
    }

    /** Whether its user, guest, may read; who reads already goes on. */
    public void letRead(boolean may) throws Exception {
        control("set_permissions", "guest", ".*", ".*", may ? ".*" : "");
    }

    /** How often it has refused somebody something. */
    public long refusals() {
        try (Stream<String> log = Files.lines(server.log())) {
            return log.filter(line -> line.contains("access_refused")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that may do anything. */
    public void addUser(String user, String password) throws Exception {
        control("add_user", user, password);
        control("set_permissions", user, ".*", ".*", ".*");
    }

    /** Messages of a queue that are not acknowledged, delivered or not. */
    public long messages(String queue) throws Exception {
        return control("list_queues", "--quiet", "--no-table-headers", "name", "messages")
                .lines()
                .filter(line -> line.startsWith(queue + "\t"))
                .mapToLong(line -> Long.parseLong(line.split("\t", -1)[1]))
                .sum();
    }

    private String control(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(folder.resolve("rabbitmqctl").toString()));
        command.addAll(List.of(words));
        Process control = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(control.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!control.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                || control.exitValue() != 0) {
            throw new IllegalStateException("rabbitmqctl: " + said);
        }
        return said;
    }

    public String queueUri(String queue) {
        return "rabbitmq://127.0.0.1:%d/%s".formatted(server.port(), queue);
    }

    public String queueUri(String user, String queue) {
        return queueUri(queue).replace("://", "://" + user + "@");
    }

    public String streamUri(String stream) {
        return "rabbitmq-stream://127.0.0.1:%d/%s".formatted(server.port(), stream);
    }

    public Connection connect() throws IOException {
        return QueueRecords.address(queueUri("any"), PasswordReference.ofSource(null)).connect();
    }

    @Override
    public void close() throws Exception {
        server.close();
        Folders.delete(folder);
    }
}
