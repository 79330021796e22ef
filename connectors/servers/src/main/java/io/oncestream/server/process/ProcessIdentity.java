package io.oncestream.server.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a process from a later one that got the same number, after a reboot too.
 *
 * @param pid the number
 * @param started when, in a form that only equals itself
 */
record ProcessIdentity(long pid, String started) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int STATE = 0; // of the fields behind the command's name
    private static final int START_TICKS = 19;

    /** Empty when there is no such process, or when only its exit code is left of it. */
    static Optional<ProcessIdentity> of(long pid) throws IOException {
        if (Files.exists(BOOT_ID)) {
            return ofLinux(pid);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(instant -> new ProcessIdentity(pid, instant.toString()));
    }

    /** The JDK would derive the start from the wall clock, which is set now and then. */
    private static Optional<ProcessIdentity> ofLinux(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        } catch (IOException gone) {
            return Optional.empty();
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        boolean zombie = fields[STATE].equals("Z") || fields[STATE].equals("X");
        String bootId = Files.readString(BOOT_ID).strip();
        return zombie
                ? Optional.empty()
                : Optional.of(new ProcessIdentity(pid, fields[START_TICKS] + "@" + bootId));
    }

    boolean isAlive() {
        try {
            return of(pid).filter(this::equals).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
