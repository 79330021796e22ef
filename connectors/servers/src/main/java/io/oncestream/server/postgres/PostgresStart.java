package io.oncestream.server.postgres;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.LogTail;
import io.oncestream.server.process.ServerException;
import io.oncestream.server.process.ServerStart;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a server, on data that is prepared for it. */
record PostgresStart(Path folder, Path data, Path log) {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresStart.class);
    private static final long POLL_MILLIS = 50;
    private static final Pattern ERROR = Pattern.compile("(?:FATAL|error): +(.*)");

    void start(int port) throws IOException {
        Path binaries = Folders.make(folder.resolve("binaries"));
        // The library deletes what it takes for old data in its working folder, by default one
        // that it shares with every other program: point it away from both.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        LogTail tail = LogTail.of(log);
        List<ProcessHandle> others = ProcessHandle.current().children().toList();
        Exception problem;
        try {
            builder(port).start();
            return;
        } catch (IOException e) {
            // Also that it did not wait, see below.
            LOG.debug("The library gave up", e);
            problem = e;
        } catch (RuntimeException e) {
            throw failure(tail, String.valueOf(e.getMessage()), e);
        }
        List<ProcessHandle> starters =
                ProcessHandle.current().children().filter(one -> !others.contains(one)).toList();
        if (!isUp(starters)) {
            String why =
                    starters.isEmpty()
                            ? String.valueOf(problem.getMessage())
                            : "it does not answer";
            throw failure(tail, why, problem);
        }
    }

    /** Waits until it answers, or until there is neither a server nor anyone who starts it. */
    private boolean isUp(List<ProcessHandle> starters) throws IOException {
        long end = System.nanoTime() + ServerStart.START_MAX.toNanos();
        while (System.nanoTime() < end) {
            boolean starting = starters.stream().anyMatch(ProcessHandle::isAlive);
            Optional<Postmaster> running = Postmaster.of(data);
            if (running.isPresent() && running.get().problem(data).isEmpty()) {
                return true;
            }
            if (!starting && running.isEmpty()) {
                return false;
            }
            pause();
        }
        return false;
    }

    private ServerException failure(LogTail tail, String orElse, Exception e) throws IOException {
        return new ServerException(
                "PostgreSQL in %s does not start: %s; its log: %s"
                        .formatted(data, tail.last(ERROR).orElse(orElse), log),
                e);
    }

    private EmbeddedPostgres.Builder builder(int port) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setPort(port)
                // It would go on waiting for a server that has ended.
                .setPGStartupWait(Duration.ZERO)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                // Files, not pipes: the server outlives this process when others use it.
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                // The same order of text on every machine, by code point.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // No socket file: its path could be too long, and /tmp is everyone's.
                .setServerConfig("unix_socket_directories", "")
                // The library trades durability for speed; here the data is to be kept.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
    }

    static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while waiting for the database", e);
        }
    }
}
