package io.oncestream.server.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the JDK leaves out about folders. */
public final class Folders {

    private Folders() {}

    /** Makes it unless it is there; a symbolic link to one is fine too. */
    public static Path make(Path folder) throws IOException {
        // Files.createDirectories refuses such a link before JDK 20 (JDK-8294193).
        return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
    }

    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    /** Deletes it with all that is in it; one that is not there is fine. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
