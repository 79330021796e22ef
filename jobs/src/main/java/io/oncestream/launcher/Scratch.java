package io.oncestream.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's folder for temporary files, below the state folder, and gone with it. */
final class Scratch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /** Also clears away the folders of processes that were killed. */
    static Scratch open(Home home) throws IOException {
        Path all = home.folder("tmp");
        for (Path left : list(all)) {
            if (!belongsToLivingProcess(left)) {
                delete(left);
            }
        }
        return new Scratch(
                Files.createDirectories(all.resolve(Long.toString(ProcessHandle.current().pid()))));
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static boolean belongsToLivingProcess(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(name)).isPresent();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("Temporary files are left in {}", folder, e);
        }
    }
}
