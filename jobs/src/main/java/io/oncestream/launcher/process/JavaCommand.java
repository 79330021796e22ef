package io.oncestream.launcher.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM of Flink's is started: with the Java and the module options of this process. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * The words of a command.
     *
     * @param classPath as {@link #flinkClassPath} gives it
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
        words.addAll(options);
        words.addAll(List.of("-cp", classPath, mainClass));
        words.addAll(arguments);
        return words;
    }

    /** What is in lib/ of a Flink distribution: Flink and its logging, nothing of the jobs. */
    public static String flinkClassPath(Path checkout) throws IOException {
        return Files.readString(checkout.resolve("jobs/target/flink.classpath")).strip();
    }
}
