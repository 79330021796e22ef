package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Broker;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Servers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench locks}. */
@Command(
        name = "locks",
        sortOptions = false,
        description =
                "Pairs of try_lock and release: the locks job, from a Kafka topic to its table,"
                        + " against a table with SELECT … FOR UPDATE (as most would write it, and"
                        + " tuned) and the advisory locks of the same PostgreSQL by JDBC. First as"
                        + " fast as each can, then at a low rate, for the time that a grant takes."
                        + " What was measured already is not measured again.")
public final class LocksCommand extends ContestCommand {

    @Mixin private final LocksCases cases = new LocksCases();

    @Override
    protected void measure() throws Exception {
        List<Case> all = cases.all();
        try (Servers servers = new Servers(home.installation(), folder("locks"))) {
            Map<String, String> surroundings = new HashMap<>(database(servers));
            surroundings.putAll(Broker.start(servers));
            run(new LocksContest(), all, surroundings);
        }
    }
}
