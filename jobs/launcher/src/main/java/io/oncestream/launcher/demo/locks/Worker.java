package io.oncestream.launcher.demo.locks;

import io.oncestream.connector.jdbc.fence.StaleTokenException;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One that takes locks and works under them, until it is told to end. Now and then it is paused for
 * longer than its lease and does not know it, or dies and comes back under another name.
 */
final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final int DOMAINS = 4;
    private static final int RESOURCES = 12;

    private final LockClient client;
    private final Shelf shelf;
    private final Random random;
    private final String name;
    private int life = 1;

    Worker(LockClient client, Shelf shelf, String name, long seed) {
        this.client = client;
        this.shelf = shelf;
        this.random = new Random(seed);
        this.name = name;
    }

    private record Lock(String domain, String resource, long token) {}

    /** Ends with all that it has asked answered. */
    void work(BooleanSupplier goesOn) throws InterruptedException, ExecutionException {
        Thread.sleep(random.nextInt(2_000));
        while (goesOn.getAsBoolean()) {
            String domain = "shop-" + (1 + random.nextInt(DOMAINS));
            Lock lock = take(domain);
            if (lock != null && random.nextInt(5) == 0) {
                Lock second = take(domain);
                if (second != null) {
                    workUnder(second);
                }
            }
            if (lock != null) {
                workUnder(lock);
            }
            Thread.sleep(random.nextInt(1_000));
        }
    }

    private @Nullable Lock take(String domain) throws InterruptedException, ExecutionException {
        // The first ones are the most wanted.
        String resource = "till-" + (1 + random.nextInt(1 + random.nextInt(RESOURCES)));
        Answer answer =
                random.nextInt(3) == 0
                        ? client.tryLock(domain, resource, owner(), LEASE)
                        : client.acquire(
                                domain,
                                resource,
                                owner(),
                                LEASE,
                                Duration.ofMillis(500 + random.nextInt(8_000)));
        return answer.text("outcome").equals("granted")
                ? new Lock(domain, resource, Long.parseLong(answer.text("token")))
                : null;
    }

    private String owner() {
        return name + "." + life;
    }

    private void workUnder(Lock lock) throws InterruptedException, ExecutionException {
        int fate = random.nextInt(20);
        if (fate == 0) {
            life++;
            return;
        }
        String protectedRow = lock.domain + "/" + lock.resource;
        try {
            long changes = shelf.read(protectedRow, lock.token);
            if (fate < 4) {
                Thread.sleep(LEASE.toMillis() + random.nextInt(3_000));
            } else if (fate < 8) {
                client.renew(lock.domain, lock.resource, owner(), LEASE, lock.token);
            } else {
                Thread.sleep(random.nextInt(100));
            }
            shelf.write(protectedRow, lock.token, changes + 1);
        } catch (StaleTokenException e) {
            LOG.debug("What it does now can do no harm", e);
        } catch (SQLException e) {
            LOG.debug("The database is away; nobody knows what became of it", e);
        }
        client.release(lock.domain, lock.resource, owner(), lock.token);
    }
}
