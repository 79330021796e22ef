package io.oncestream.launcher.services;

import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.kafka.KafkaServer;
import io.oncestream.server.mariadb.MariaDbServer;
import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.server.rabbitmq.RabbitMqServer;
import io.oncestream.server.zookeeper.ZooKeeperServer;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The services that can be started by name: one of each kind, and by NAME-N more of them. */
final class ServiceCatalogue {

    private static final List<Service> SERVICES =
            List.of(
                    new Service(
                            "postgres",
                            "PostgreSQL, for --to; lets everyone on this machine in without a"
                                    + " password",
                            5432,
                            PostgresServer::url,
                            PostgresServer::start,
                            PostgresServer::startSmall,
                            PostgresServer.STOP_SIGNAL),
                    new Service(
                            "mariadb",
                            "MariaDB, for --to; lets everyone on this machine in without a"
                                    + " password",
                            3306,
                            MariaDbServer::url,
                            MariaDbServer::start,
                            MariaDbServer::startSmall,
                            "TERM"),
                    new Service(
                            "zookeeper",
                            "ZooKeeper, for high-availability.zookeeper.quorum",
                            2181,
                            ZooKeeperServer::uri,
                            ZooKeeperServer::start),
                    new Service(
                            "kafka",
                            "a Kafka broker, for --from kafka://... and for produce",
                            9092,
                            KafkaServer::uri,
                            KafkaServer::start),
                    new Service(
                            "rabbitmq",
                            "RabbitMQ, for --from; needs the package rabbitmq-server",
                            5672,
                            RabbitMqServer::uri,
                            RabbitMqServer::start));

    private static final int NUMBER_MAX = 99;
    private static final Pattern NAME = Pattern.compile("(.+?)(?:-([2-9]|[1-9][0-9]))?");

    private ServiceCatalogue() {}

    static List<Service> services() {
        return SERVICES;
    }

    /** The first one of each kind, and all others that were ever started in this state folder. */
    static List<LocalService> all(Home home) {
        return SERVICES.stream().flatMap(service -> all(home, service)).toList();
    }

    private static Stream<LocalService> all(Home home, Service service) {
        return IntStream.rangeClosed(1, NUMBER_MAX)
                .mapToObj(number -> new LocalService(home, service, number))
                .filter(local -> local.number() == 1 || Files.exists(local.folder()));
    }

    /** Each once, in the order of the names. */
    static List<LocalService> find(Home home, List<String> names) {
        return names.stream().distinct().map(name -> find(home, name)).toList();
    }

    private static LocalService find(Home home, String name) {
        Matcher parts = NAME.matcher(name);
        String kind = parts.matches() ? parts.group(1) : name;
        int number = kind.equals(name) ? 1 : Integer.parseInt(parts.group(2));
        return SERVICES.stream()
                .filter(service -> service.name().equals(kind))
                .findFirst()
                .map(service -> new LocalService(home, service, number))
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "no such service: '%s' (choose %s, or NAME-2 to NAME-%d)"
                                                .formatted(name, names(" or "), NUMBER_MAX)));
    }

    static String names(String between) {
        return SERVICES.stream().map(Service::name).collect(Collectors.joining(between));
    }
}
