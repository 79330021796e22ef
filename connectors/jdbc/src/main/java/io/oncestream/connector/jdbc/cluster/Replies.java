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
    private final List<Boolean> running;

    Replies(int members) {
        this.replies = new ArrayList<>(Collections.nCopies(members, new Reply<>(null, null)));
        this.running = new ArrayList<>(Collections.nCopies(members, false));
    }

    /** Whether one is to be asked: it was not, or has failed. */
    synchronized boolean begin(int member) {
        if (running.get(member) || replies.get(member).isSuccess()) {
            return false;
        }
        running.set(member, true);
        return true;
    }

    /**
     * On the thread of the one that is asked.
     *
     * @param done before anyone hears of the reply: the next request finds it free
     */
    void put(int member, Callable<R> work, Runnable done) {
        Reply<R> reply;
        try {
            reply = new Reply<>(work.call(), null);
        } catch (Throwable e) { // whatever it is, who asked hears of it
            reply = new Reply<>(null, e);
        }
        synchronized (this) {
            replies.set(member, reply);
            running.set(member, false);
            done.run();
            notifyAll();
        }
    }

    synchronized int hopeful() {
        int hopeful = 0;
        for (int i = 0; i < running.size(); i++) {
            hopeful += running.get(i) || replies.get(i).isSuccess() ? 1 : 0;
        }
        return hopeful;
    }

    private long successes() {
        return replies.stream().filter(Reply::isSuccess).count();
    }

    /** As they are then: what comes later changes nothing. */
    synchronized List<Reply<R>> await(int enough, Duration grace, Duration limit)
            throws InterruptedException {
        long now = System.nanoTime();
        long end = now + limit.toNanos();
        boolean isEnough = false;
        while (running.contains(true) && now < end) {
            if (!isEnough && successes() >= enough) {
                isEnough = true;
                end = Math.min(end, now + grace.toNanos());
            }
            wait((end - now) / 1_000_000 + 1);
            now = System.nanoTime();
        }
        return List.copyOf(replies);
    }
}
