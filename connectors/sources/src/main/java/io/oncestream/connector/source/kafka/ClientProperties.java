package io.oncestream.connector.source.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Settings of Kafka's client from a file. What travels in the job graph are references to the file,
 * which Kafka's client follows in each process: the values, which may be secrets, are in no graph,
 * state or log.
 */
final class ClientProperties {

    private static final List<String> OURS =
            List.of(
                    "bootstrap.servers",
                    "group.id",
                    "auto.offset.reset",
                    "enable.auto.commit",
                    "isolation.level",
                    "key.deserializer",
                    "value.deserializer",
                    "client.id.prefix",
                    "partition.discovery.interval.ms",
                    "commit.offsets.on.checkpoint");

    private ClientProperties() {}

    /**
     * Reads the names in a file.
     *
     * @param file null: there are none
     * @throws IllegalArgumentException when it cannot be read, with one line that names it
     */
    static Map<String, String> of(@Nullable String file) {
        if (file == null) {
            return Map.of();
        }
        Path path = Path.of(file).toAbsolutePath();
        if (path.toString().matches(".*[:}].*")) {
            throw new IllegalArgumentException(
                    "%s has a colon or a brace in its path: rename it".formatted(path));
        }
        Map<String, String> references = new HashMap<>();
        references.put("config.providers", "file");
        references.put("config.providers.file.class", FileConfigProvider.class.getName());
        for (String name : read(path).stringPropertyNames()) {
            if (OURS.contains(name) || name.startsWith("config.providers")) {
                throw new IllegalArgumentException(
                        "%s sets %s, which is not yours to set: leave it out"
                                .formatted(path, name));
            }
            references.put(name, "${file:%s:%s}".formatted(path, name));
        }
        return references;
    }

    private static Properties read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
            return properties;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + path, e);
        } catch (IOException | IllegalArgumentException e) {
            // Not what is wrong with it, which may repeat a secret.
            throw new IllegalArgumentException(path + " cannot be read as Java properties");
        }
    }
}
