package io.oncestream.server.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a JVM is started: with the Java, the module options and the user's options of this process.
 */
public final class JavaCommand {

    /** What the user gives to all JVMs of oncestream's. */
    private static final List<String> USER_OPTIONS =
            Arrays.stream(
                            System.getenv()
                                    .getOrDefault("ONCESTREAM_JAVA_OPTS", "")
                                    .strip()
                                    .split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .toList();

    private JavaCommand() {}

    /**
     * The words of a command.
     *
     * @param classPath such as {@link Installation#flinkClassPath}
     * @param options memory and system properties
     */
    public static List<String> of(
            String classPath, List<String> options, String mainClass, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--"))
                .filter(option -> !options.contains(option))
                .forEach(words::add);
        // First, so that the memory that Flink computes, or a server needs, stays what it is.
        words.addAll(USER_OPTIONS);
        boolean userChoosesCollector = USER_OPTIONS.stream().anyMatch(JavaCommand::isCollector);
        options.stream()
                .filter(option -> !(userChoosesCollector && isCollector(option)))
                .forEach(words::add);
        words.addAll(List.of("-cp", classPath, mainClass));
        words.addAll(arguments);
        return words;
    }

    /** The options of a server that logs to this file. */
    public static List<String> serverOptions(Installation installation, Path log, String heap) {
        return List.of(
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "-Dlog4j2.configurationFile=" + installation.logging("log4j2-run.properties"),
                "-Doncestream.log=" + log);
    }

    /** A JVM refuses two of them. */
    private static boolean isCollector(String option) {
        return option.matches("-XX:\\+Use\\w+GC");
    }
}
