package io.oncestream.server.postgres;

import com.sun.security.auth.module.UnixSystem;
import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.ServerException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, which all servers of a checkout share. The first one unpacks them.
 *
 * @param major the version's first number, which has to be that of the data
 * @param home the folder with bin/, lib/ and share/
 */
record PostgresBinaries(String major, Path home) {

    static PostgresBinaries of(Installation installation) throws IOException {
        Path folder = installation.postgres();
        Path home = folder.resolve("unpacked");
        if (!Files.exists(home)) {
            unpack(folder, home);
        }
        return new PostgresBinaries(folder.getFileName().toString().split("[-.]", -1)[1], home);
    }

    /** One process does it while others wait; the folder gets its name when it is whole. */
    private static synchronized void unpack(Path folder, Path home) throws IOException {
        try (FileChannel lock =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            lock.lock();
            if (!Files.exists(home)) {
                Path unfinished = folder.resolve("unpacked.new");
                Folders.delete(unfinished);
                unpackInto(unfinished, folder);
                Files.move(unfinished, home);
            }
        }
    }

    private static void unpackInto(Path target, Path folder) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.txz");
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(
                                new XZInputStream(
                                        new BufferedInputStream(
                                                Files.newInputStream(
                                                        archives.iterator().next()))))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(entry, tar, target.resolve(entry.getName()));
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path file)
            throws IOException {
        Files.createDirectories(entry.isDirectory() ? file : file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (!entry.isDirectory()) {
            Files.copy(tar, file);
            boolean program = (entry.getMode() & 0100) != 0;
            if (program && !file.toFile().setExecutable(true, false)) {
                throw new ServerException("cannot make %s executable".formatted(file));
            }
        }
    }

    /**
     * The words that run one of them. They refuse to run as root, so root's run as nobody in a
     * namespace of users of their own; their files are root's nevertheless.
     */
    List<String> command(String program, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        if (new UnixSystem().getUid() == 0) {
            words.addAll(List.of("unshare", "--user"));
            checkNamespace();
        }
        words.add(home.resolve("bin").resolve(program).toString());
        words.addAll(arguments);
        return words;
    }

    private static void checkNamespace() throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("sh", "-c", "unshare --user true >/dev/null 2>&1")
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new ServerException(
                    "PostgreSQL does not run as root, and this machine lets root make no user"
                            + " namespace (unshare --user): start it as another user");
        }
    }
}
