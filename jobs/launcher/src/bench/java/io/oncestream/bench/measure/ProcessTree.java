package io.oncestream.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The CPU time of a process and all of its children, by Linux's /proc (proc(5)). */
public final class ProcessTree {

    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Of the fields behind the command's name: utime, stime, cutime and cstime. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    private ProcessTree() {}

    /** Of what lives, and of children that have ended; 0 where nothing is known. */
    public static double cpuSeconds(long pid) throws IOException {
        double seconds = ownCpuSeconds(pid);
        for (ProcessHandle child :
                ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList()) {
            seconds += ownCpuSeconds(child.pid());
        }
        return seconds;
    }

    private static double ownCpuSeconds(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException e) {
            // One that ends between opening and reading: "No such process".
            if (ProcessHandle.of(pid).isEmpty()) {
                return 0;
            }
            throw e;
        }
    }
}
