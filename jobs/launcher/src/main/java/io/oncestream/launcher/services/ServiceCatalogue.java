package io.oncestream.launcher.services;

import io.oncestream.launcher.failure.UsageException;
import io.oncestream.server.kafka.KafkaServer;
import io.oncestream.server.mariadb.MariaDbServer;
import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.server.rabbitmq.RabbitMqServer;
import io.oncestream.server.zookeeper.ZooKeeperServer;
import java.util.List;
import java.util.stream.Collectors;

/** The services that can be started by name. */
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
                            PostgresServer.STOP_SIGNAL),
                    new Service(
                            "mariadb",
                            "MariaDB, for --to; lets everyone on this machine in without a"
                                    + " password",
                            3306,
                            MariaDbServer::url,
                            MariaDbServer::start),
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

    private ServiceCatalogue() {}

    static List<Service> all() {
        return SERVICES;
    }

    /** Each once, in the order of the names. */
    static List<Service> find(List<String> names) {
        return names.stream().distinct().map(ServiceCatalogue::find).toList();
    }

    private static Service find(String name) {
        return SERVICES.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "no such service: '%s' (choose %s)"
                                                .formatted(name, names(" or "))));
    }

    static String names(String between) {
        return SERVICES.stream().map(Service::name).collect(Collectors.joining(between));
    }
}
