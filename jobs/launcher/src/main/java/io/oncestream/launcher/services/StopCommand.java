package io.oncestream.launcher.services;

import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code services stop [NAME...]}. */
@Command(
        name = "stop",
        description =
                "Stops services and waits until they have ended. Their data stays for the next"
                        + " start.")
final class StopCommand extends ConsoleCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(StopCommand.class);
    static final Duration STOP_MAX = Duration.ofSeconds(30);

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "The services. Default: all that run.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        boolean all = names.isEmpty();
        boolean found = false;
        for (LocalService service :
                all ? ServiceCatalogue.all(home) : ServiceCatalogue.find(home, names)) {
            boolean stopped = stop(service);
            if (!stopped && !all) {
                console.say(service.name() + " does not run");
            }
            found |= stopped;
        }
        if (all && !found) {
            console.say("no service runs");
        }
        return 0;
    }

    /** Returns whether there was anything to stop or to forget. */
    private boolean stop(LocalService service) throws IOException, InterruptedException {
        if (service.process().isEmpty()) {
            return false;
        }
        String name = service.name();
        try (FileChannel lock = service.lock(console)) {
            LOG.debug("Locked {}", lock);
            Optional<ServerProcess> process = service.process();
            if (process.isEmpty()) {
                return false;
            }
            boolean alive = process.get().isAlive();
            console.step("stopping " + name);
            service.service().requestStop(process.get());
            boolean inTime = process.get().awaitEnd(STOP_MAX);
            console.clear();
            say(name, process.get().pid(), alive, inTime);
            return true;
        }
    }

    private void say(String name, long pid, boolean alive, boolean inTime) {
        if (!alive) {
            console.say("%s, process %d, had ended unexpectedly".formatted(name, pid));
        } else if (inTime) {
            console.out.printf("stopped %s, process %d%n", name, pid);
        } else {
            console.out.printf(
                    "killed %s, process %d: it did not stop within %d s%n",
                    name, pid, STOP_MAX.toSeconds());
        }
        console.out.flush();
    }
}
