package io.oncestream.connector.jdbc.cluster;

import io.oncestream.connector.jdbc.cluster.Members.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** What comes back from several at once, until there is enough of it. */
final class Replies<R> {

    private final List<Reply<R>> replies;
    private final int enough;
    private int expected;
    private int successes;
    private int ended;

    Replies(int members, int enough) {
        this.replies = new ArrayList<>(Collections.nCopies(members, new Reply<>(null, null)));
        this.enough = enough;
    }

    /** One more is asked. */
    synchronized void expect() {
        expected++;
    }

    /** On the thread of the one that is asked. */
    void put(int member, Callable<R> work) {
        Reply<R> reply;
        try {
            reply = new Reply<>(work.call(), null);
        } catch (Throwable e) { // whatever it is, who asked hears of it
            reply = new Reply<>(null, e);
        }
        put(member, reply);
    }

    private synchronized void put(int member, Reply<R> reply) {
        replies.set(member, reply);
        ended++;
        successes += reply.isSuccess() ? 1 : 0;
        notifyAll();
    }

    /** As they are then: what comes later changes nothing. */
    synchronized List<Reply<R>> await(Duration grace, Duration limit) throws InterruptedException {
        long now = System.nanoTime();
        long end = now + limit.toNanos();
        boolean isEnough = false;
        while (ended < expected && now < end) {
            if (!isEnough && successes >= enough) {
                isEnough = true;
                end = Math.min(end, now + grace.toNanos());
            }
            long millis = (end - now) / 1_000_000 + 1;
            wait(millis);
            now = System.nanoTime();
        }
        return List.copyOf(replies);
    }
}
