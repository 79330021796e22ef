package io.oncestream.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** The JVM of one contestant and one case: warms up, does it once, and writes what it measured. */
final class Child {

    /** What a case is told: the ids of the databases' processes, separated by blanks. */
    static final String SERVER_PIDS = "server-pids";

    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Child() {}

    /**
     * What to do.
     *
     * @param args the contest's class, the contestant's name, the file for the outcome, the case's
     *     name, and its settings, as {@code name=value}
     */
    public static void main(String[] args) {
        int code = 1;
        try {
            run(args);
            code = 0;
        } catch (Exception e) {
            LoggerFactory.getLogger(Child.class).error("Failed", e);
        }
        // Threads of an engine must not hold up the next one.
        System.exit(code);
    }

    private static void run(String[] args) throws Exception {
        Contest contest =
                Class.forName(args[0]).asSubclass(Contest.class).getConstructor().newInstance();
        Contestant contestant = contest.contestants().get(args[1]);
        Map<String, String> settings = new TreeMap<>();
        for (int i = 4; i < args.length; i++) {
            String[] parts = args[i].split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        Case one = new Case(args[3], settings);
        try (Work work = contestant.prepare(one.warmUp())) {
            work.run();
        }
        Files.writeString(Path.of(args[2]), measure(contestant, one).text());
    }

    private static Outcome measure(Contestant contestant, Case one) throws Exception {
        try (Work work = contestant.prepare(one)) {
            // The garbage of the preparation is not the contestant's.
            System.gc();
            double serverBefore = serverCpuSeconds(one);
            long cpuBefore = MACHINE.getProcessCpuTime();
            Instant start = Instant.now();
            Instant end = work.run();
            double cpu = (MACHINE.getProcessCpuTime() - cpuBefore) / 1e9;
            double serverCpu = serverCpuSeconds(one) - serverBefore;
            double seconds = Duration.between(start, end).toNanos() / 1e9;
            return new Outcome(seconds, cpu, serverCpu, work.check(), work.figures());
        }
    }

    private static double serverCpuSeconds(Case one) throws IOException {
        double seconds = 0;
        for (String pid : one.settings().getOrDefault(SERVER_PIDS, "0").split(" ", -1)) {
            seconds += ProcessTree.cpuSeconds(Long.parseLong(pid));
        }
        return seconds;
    }
}
