package io.oncestream.connector.jdbc.cluster;

import io.oncestream.connector.jdbc.cluster.Members.Reply;
import io.oncestream.connector.jdbc.cluster.Members.Work;
import java.time.Duration;
import java.util.List;

/**
 * One thing that as many of the {@link Members} are to do as are enough. Who is at work on it is
 * waited for; who has failed can be asked again; who has done it is not. A member that is not done
 * when the others are enough goes on with it, and is left alone until it is done.
 */
public final class Asking<R> {

    private final Members members;
    private final Work<R> work;
    private final Replies<R> replies;

    Asking(Members members, Work<R> work) {
        this.members = members;
        this.work = work;
        this.replies = new Replies<>(members.size());
    }

    /**
     * Asks those that are free and have not done it, and waits. When enough have, the others have a
     * little longer.
     *
     * @param grace how much longer
     * @param limit how long to wait for enough
     * @return the replies in the order of the members, perhaps of fewer than are enough
     */
    public List<Reply<R>> ask(int enough, Duration grace, Duration limit)
            throws InterruptedException {
        members.ask(replies, work);
        try {
            return replies.await(enough, grace, limit);
        } catch (InterruptedException e) {
            members.close();
            throw e;
        }
    }

    /** How many have done it or are at work on it. */
    public int hopeful() {
        return replies.hopeful();
    }
}
