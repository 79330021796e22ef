package io.oncestream.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** With what figures were made. */
final class Machine {

    private static final double GIBIBYTE = 1L << 30;

    private static final Pattern PEER =
            Pattern.compile(
                    "/(flink-core|flink-table-runtime|flink-csv|flink-connector-jdbc-core|hazelcast"
                            + "|duckdb_jdbc|ratis-server|jedis|kafka-clients|postgresql"
                            + "|mariadb-java-client)"
                            + "-([0-9.-]+)\\.jar$");

    private Machine() {}

    static List<String> lines() throws IOException {
        OperatingSystemMXBean machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return List.of(
                "machine: %d cores, %s, %.0f GiB, %s %s, Java %s"
                        .formatted(
                                machine.getAvailableProcessors(),
                                processor(),
                                machine.getTotalMemorySize() / GIBIBYTE,
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                Runtime.version()),
                "versions: " + versions());
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst("^[^:]*: *", ""))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static String versions() {
        return Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(PEER::matcher)
                .filter(Matcher::find)
                .map(jar -> jar.group(1) + " " + jar.group(2))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
