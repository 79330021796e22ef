package io.oncestream.launcher.demo.store;

import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.demo.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/** Lets shards join and leave. For one thread; others may look on. */
public final class RingChanges {

    private static final long POLL_MILLIS = 50;

    private final Sender<SentCommand> sender;
    private final OwnersWatch watch;
    private final TreeSet<String> members;
    private final List<RingModel> rings = new CopyOnWriteArrayList<>();
    private volatile boolean moving;

    /** Of the shards of the first start. */
    public RingChanges(Sender<SentCommand> sender, OwnersWatch watch, List<String> first) {
        this.sender = sender;
        this.watch = watch;
        this.members = new TreeSet<>(first);
        rings.add(RingModel.of(first));
    }

    /** A shard joins that is not in the ring, or leaves: asks, and waits for the answer. */
    public void change(String shard) throws InterruptedException, ExecutionException {
        moving = true;
        String op = members.add(shard) ? "join" : "leave";
        if (op.equals("leave")) {
            members.remove(shard);
        }
        // What sees the command sees its ring too.
        rings.add(RingModel.of(members));
        String id = "r" + rings.size();
        Answer answer = sender.send(new SentCommand(0, "", id, op, Map.of("shard", shard))).get();
        if (!answer.text("outcome").equals("ok")) {
            throw new IllegalStateException("a %s of %s is %s".formatted(op, shard, answer));
        }
    }

    /** Waits until all buckets are where they belong; returns whether they are. */
    public boolean awaitSettled(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!watch.isSettled(rings.get(0), rings.get(rings.size() - 1))) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        moving = false;
        return true;
    }

    /** Whether some buckets may not be where they belong. */
    public boolean isMoving() {
        return moving;
    }

    /** Which shards had which buckets, from the first ones on. */
    public List<RingModel> rings() {
        return new ArrayList<>(rings);
    }
}
