package io.oncestream.launcher.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the number of old log files bounded; their names begin with word and time of the start. */
public final class LogFolder {

    private static final int KEPT = 30;

    private LogFolder() {}

    public static void prune(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old =
                    files.filter(file -> file.getFileName().toString().contains(".log"))
                            .sorted(Comparator.comparing(LogFolder::age).reversed())
                            .skip(KEPT)
                            .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long age(Path file) {
        return file.toFile().lastModified();
    }
}
