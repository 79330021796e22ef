package io.oncestream.job.locks;

import io.oncestream.state.command.Command;
import io.oncestream.state.lock.LockAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Commands of several domains whose answers are known in advance, to the last field, though event
 * time comes in steps that nobody can foretell.
 *
 * <p>Each command is a second behind the one before, so the watermark never is where a command is
 * decided: the decision's time is the command's. What it begins lasts longer than a {@link #round},
 * behind which ticks end it, each in one step. Only its own ends have its milliseconds, so no two
 * resources have an end in common.
 */
final class SeededCommands {
    static final int DOMAINS = 4;

    private static final int COMMANDS_IN_A_ROUND = 240;
    private static final int LASTING_MIN = COMMANDS_IN_A_ROUND + 10;
    private static final int LEASE_MAX = 2 * LASTING_MIN;
    private static final int WAIT_MAX = 3 * LEASE_MAX;

    private final Random random;
    private final Map<String, MapLockStore> stores = new TreeMap<>();
    private final Map<String, List<LockAnswer>> answers = new TreeMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private int commands;
    private int second;

    SeededCommands(long seed) {
        random = new Random(seed);
        for (int i = 0; i < DOMAINS; i++) {
            stores.put("d" + i, new MapLockStore());
            answers.put("d" + i, new ArrayList<>());
        }
    }

    /** The next commands, which have been decided here. */
    List<Command> round() {
        List<Command> round = new ArrayList<>();
        for (int i = 0; i < COMMANDS_IN_A_ROUND; i++) {
            Command next = next();
            round.add(next);
            add(
                    next.key(),
                    new DomainLocks(stores.get(next.key()), () -> Instant.EPOCH)
                            .decide(LockFormat.request(next), Instant.EPOCH));
        }
        return round;
    }

    private Command next() {
        String domain = "d" + random.nextInt(DOMAINS);
        String resource = "r" + random.nextInt(3);
        String[] held = holders.getOrDefault(domain + resource, "nobody 1").split(" ", -1);
        String op =
                List.of("try_lock", "acquire", "acquire", "acquire", "renew", "release")
                        .get(random.nextInt(6));
        boolean isNew = op.equals("try_lock") || op.equals("acquire");
        commands++;
        return LocksHarness.command(
                domain,
                "c" + commands,
                Domain.time(++second),
                op,
                isNew ? "o" + random.nextInt(8) : held[0],
                resource,
                "lease",
                lasting(LEASE_MAX),
                "wait",
                lasting(WAIT_MAX),
                "token",
                held[1]);
    }

    private String lasting(int secondsMax) {
        int seconds = LASTING_MIN + random.nextInt(secondsMax - LASTING_MIN);
        return (1_000 * seconds + commands) + "ms";
    }

    /** The time of a tick that ends all leases which there are now, and some waits. */
    Instant end() {
        second += LEASE_MAX + 1;
        Instant watermark = Domain.time(second);
        stores.forEach(
                (domain, store) -> {
                    for (String resource : store.endedBy(watermark)) {
                        add(
                                domain,
                                new DomainLocks(store, () -> Instant.EPOCH)
                                        .end(domain, resource, watermark));
                    }
                });
        return watermark.plusMillis(1);
    }

    boolean isAllFree() {
        return stores.values().stream().allMatch(store -> store.holds.isEmpty());
    }

    private void add(String domain, List<LockAnswer> decided) {
        answers.get(domain).addAll(decided);
        for (LockAnswer answer : decided) {
            if (answer.token() != null) {
                holders.put(domain + answer.resource(), answer.owner() + " " + answer.token());
            }
        }
    }

    /** Of all so far, by domain, in the order of the numbers. */
    List<LockAnswer> answers() {
        return answers.values().stream().flatMap(List::stream).toList();
    }
}
