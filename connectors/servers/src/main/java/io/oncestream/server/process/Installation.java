package io.oncestream.server.process;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * What the build has made ready below a checkout for the servers. What is missing is answered with
 * a {@link ServerException} that says which command makes it.
 */
public record Installation(Path checkout) {

    private static final String TARGET = "connectors/servers/target";

    /** What is in lib/ of a Flink distribution: Flink and its logging, nothing of the jobs. */
    public String flinkClassPath() throws IOException {
        return classPath("flink.classpath", "mvn process-classes");
    }

    /** A broker's jars, which are neither Flink's nor the jobs'. */
    public String kafkaClassPath() throws IOException {
        return classPath("kafka.classpath", "mvn -P kafka process-classes");
    }

    /** The folder below which MariaDB is unpacked. */
    public Path mariaDb() throws IOException {
        return unpacked("mariadb", "mvn -P mariadb process-classes");
    }

    /** The folder, named postgres-VERSION, with the archive of PostgreSQL. */
    public Path postgres() throws IOException {
        return unpacked("postgres", "mvn process-classes");
    }

    /** A configuration of Log4j, such as log4j2-run.properties. */
    public Path logging(String file) {
        return checkout.resolve("flink-conf").resolve(file);
    }

    private String classPath(String name, String maker) throws IOException {
        Path file = checkout.resolve(TARGET).resolve(name);
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw missing(file, maker);
        }
    }

    /** The newest, unless a system property such as mariadb-server.version names another. */
    private Path unpacked(String server, String maker) throws IOException {
        Path target = checkout.resolve(TARGET);
        String version = System.getProperty(server + "-server.version", "[0-9].*");
        List<Path> all = Files.isDirectory(target) ? Folders.list(target) : List.of();
        return all.stream()
                .filter(folder -> folder.getFileName().toString().matches(server + "-" + version))
                .max(Comparator.comparing(Installation::version))
                .orElseThrow(() -> missing(target.resolve(server + "-VERSION"), maker));
    }

    /** The part of the name behind the first hyphen. */
    private static Version version(Path folder) {
        return Version.parse(folder.getFileName().toString().replaceFirst("^[a-z]+-", ""));
    }

    private static ServerException missing(Path path, String maker) {
        return new ServerException("there is no %s: make it with %s".formatted(path, maker));
    }
}
