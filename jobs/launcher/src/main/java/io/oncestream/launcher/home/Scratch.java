package io.oncestream.launcher.home;

import io.oncestream.server.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's folder for temporary files, below the state folder, and gone with it. */
public final class Scratch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    public final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /** Also clears away the folders of processes that were killed. */
    public static Scratch open(Home home) throws IOException {
        Path all = home.folder("tmp");
        for (Path left : Folders.list(all)) {
            if (!belongsToLivingProcess(left)) {
                Folders.delete(left);
            }
        }
        return new Scratch(
                Files.createDirectories(all.resolve(Long.toString(ProcessHandle.current().pid()))));
    }

    @Override
    public void close() {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            LOG.warn("Temporary files are left in {}", folder, e);
        }
    }

    private static boolean belongsToLivingProcess(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(name)).isPresent();
    }
}
