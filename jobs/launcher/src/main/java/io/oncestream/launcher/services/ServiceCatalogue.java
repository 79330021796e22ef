package io.oncestream.launcher.services;

import io.oncestream.launcher.failure.UsageException;
import java.util.List;
import java.util.stream.Collectors;

/** The services that can be started by name. */
final class ServiceCatalogue {

    private static final List<Service> SERVICES =
            List.of(
                    new PostgresService(),
                    new MariaDbService(),
                    new ZooKeeperService(),
                    new KafkaService(),
                    new RabbitMqService());

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
