package io.oncestream.job.locks;

import io.oncestream.function.request.CommandHarness;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The function that decides, in as many subtasks as is wished. */
final class LocksHarness implements AutoCloseable {

    private final CommandHarness<LockAnswer> harness;
    private int commands;

    LocksHarness(Duration remember) throws Exception {
        harness = new CommandHarness<>(() -> new LocksFunction(remember, () -> Instant.EPOCH));
    }

    /** Fails and goes on from a checkpoint, at this parallelism; outputs so far are forgotten. */
    void restore(int parallelism) throws Exception {
        harness.restore(parallelism);
    }

    void watermark(double second) throws Exception {
        harness.watermark(Domain.time(second).toEpochMilli());
    }

    void send(Command command) throws Exception {
        harness.send(command);
    }

    /** One of the domain "shop" with the next id: c1, c2 and so on. */
    void send(double second, String op, String owner, String resource, String... fields)
            throws Exception {
        send(command("shop", "c" + ++commands, Domain.time(second), op, owner, resource, fields));
    }

    static Command command(
            String domain,
            String id,
            Instant time,
            String op,
            String owner,
            String resource,
            String... fields) {
        Map<String, String> all = new HashMap<>();
        all.put("owner", owner);
        all.put("resource", resource);
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return new Command(domain, id, op, time, all);
    }

    /** Since the start, or the last restore; of each subtask in their order. */
    List<LockAnswer> answers() {
        return harness.decided();
    }

    /** The answers in words. */
    List<String> said() {
        return answers().stream()
                .map(a -> a.owner() + " " + a.outcome().word() + " " + a.resource())
                .toList();
    }

    LockAnswer last() {
        List<LockAnswer> all = answers();
        return all.get(all.size() - 1);
    }

    List<LockStatus> statuses() {
        return harness.side(LocksFunction.STATUS);
    }

    List<RefusedCommand> refused() {
        return harness.refused();
    }

    int entries() {
        return harness.entries();
    }

    int timers() {
        return harness.timers();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
