package io.oncestream.server.process;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that goes on when the command that started it has ended. Its pid file says which it is,
 * so that a later command finds it and never takes another program for it.
 */
public final class ServerProcess {

    private static final long POLL_MILLIS = 50;
    private static final Duration KILL_MAX = Duration.ofSeconds(10);

    private final Path pidFile;
    private final ProcessIdentity identity;
    private final List<ProcessIdentity> killedChildren = new ArrayList<>();

    private ServerProcess(Path pidFile, ProcessIdentity identity) {
        this.pidFile = pidFile;
        this.identity = identity;
    }

    /**
     * Starts it. What it prints goes to NAME.out beside its pid file, NAME.pid.
     *
     * @param environment variables above those of this process
     */
    public static ServerProcess start(
            Path folder, String name, List<String> command, Map<String, String> environment)
            throws IOException {
        Process process = DetachedProcess.start(folder, name, command, environment);
        try {
            return adopt(folder, name, process.pid());
        } catch (IOException | RuntimeException e) {
            // Nobody would ever find it.
            process.destroyForcibly();
            throw e;
        }
    }

    private static ServerProcess adopt(Path folder, String name, long pid) throws IOException {
        // One that has ended by now is like one that ends a moment later: its log says why.
        ProcessIdentity identity =
                ProcessIdentity.of(pid).orElse(new ProcessIdentity(pid, "ended"));
        ServerProcess adopted = new ServerProcess(folder.resolve(name + ".pid"), identity);
        // In one step: another command may look for it at any time.
        Path written = folder.resolve(name + ".pid." + ProcessHandle.current().pid());
        Files.writeString(written, identity.pid() + " " + identity.started() + "\n");
        Files.move(written, adopted.pidFile, ATOMIC_MOVE, REPLACE_EXISTING);
        return adopted;
    }

    /** The process of this name that was started here, alive or not. */
    public static Optional<ServerProcess> find(Path folder, String name) throws IOException {
        Path pidFile = folder.resolve(name + ".pid");
        try {
            String[] words = Files.readString(pidFile).strip().split(" ", -1);
            if (words.length != 2 || !words[0].matches("[0-9]{1,18}")) {
                throw new ServerException(pidFile + " is no pid file: delete it");
            }
            ProcessIdentity identity = new ProcessIdentity(Long.parseLong(words[0]), words[1]);
            return Optional.of(new ServerProcess(pidFile, identity));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public String name() {
        return String.valueOf(pidFile.getFileName()).replaceFirst("\\.pid$", "");
    }

    public long pid() {
        return identity.pid();
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /** When it was started. */
    public Instant since() throws IOException {
        return Files.getLastModifiedTime(pidFile).toInstant();
    }

    /** Asks it to end (SIGTERM), without waiting. */
    public void requestStop() {
        if (isAlive()) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroy);
        }
    }

    /** Asks it to end with another signal, such as INT, without waiting. */
    public void requestStop(String signal) throws IOException {
        if (isAlive()) {
            Signals.send(pid(), signal);
        }
    }

    /**
     * Ends it and its children at once (SIGKILL), without waiting. PostgreSQL's would notice only
     * by and by.
     */
    public void kill() throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid()).filter(same -> isAlive());
        if (process.isPresent()) {
            List<ProcessHandle> children = process.get().descendants().toList();
            process.get().destroyForcibly();
            for (ProcessHandle child : children) {
                ProcessIdentity.of(child.pid()).ifPresent(killedChildren::add);
                child.destroyForcibly();
            }
        }
    }

    /**
     * Waits until it has ended, kills it when that takes too long, and forgets it.
     *
     * @return whether it ended by itself
     */
    public boolean awaitEnd(Duration most) throws IOException, InterruptedException {
        boolean ended = hasEndedWithin(most);
        if (!ended) {
            kill();
            if (!hasEndedWithin(KILL_MAX)) {
                throw new ServerException("process %d does not end".formatted(pid()));
            }
        }
        Files.deleteIfExists(pidFile);
        return ended;
    }

    private boolean hasEndedWithin(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (isAlive() || killedChildren.stream().anyMatch(ProcessIdentity::isAlive)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }
}
