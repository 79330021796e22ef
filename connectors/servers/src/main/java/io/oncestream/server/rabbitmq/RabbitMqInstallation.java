package io.oncestream.server.rabbitmq;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the RabbitMQ of this machine. */
final class RabbitMqInstallation {

    /** Debian's. Its /usr/sbin/rabbitmq-server insists on the system's own data and user. */
    private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/lib");

    private static final String SERVER = "rabbitmq-server";

    private RabbitMqInstallation() {}

    /** The folder with rabbitmq-server and rabbitmqctl; empty when there is none. */
    static Optional<Path> scripts() {
        List<Path> folders = new ArrayList<>(debian());
        String path = System.getenv("PATH");
        if (path != null) {
            for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
                folders.add(Path.of(folder));
            }
        }
        return folders.stream()
                .map(folder -> folder.resolve(SERVER))
                .filter(server -> !server.equals(Path.of("/usr/sbin", SERVER)))
                .filter(Files::isExecutable)
                .map(RabbitMqInstallation::folder)
                .findFirst();
    }

    private static List<Path> debian() {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(DEBIAN)) {
            try (DirectoryStream<Path> versions =
                    Files.newDirectoryStream(DEBIAN, "rabbitmq_server-*")) {
                versions.forEach(version -> folders.add(version.resolve("sbin")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folders;
    }

    /** Behind a link its scripts lie side by side. */
    private static Path folder(Path server) {
        try {
            Path real = server.toRealPath();
            return real.resolveSibling("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
