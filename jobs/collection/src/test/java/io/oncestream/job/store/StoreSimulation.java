package io.oncestream.job.store;

import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.connector.jdbc.store.KeySearch;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.ShardTable.Look;
import io.oncestream.connector.jdbc.store.StoreLookup;
import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.connector.jdbc.store.StoreShards;
import io.oncestream.state.command.Command;
import io.oncestream.state.store.BucketState.Sweep;
import io.oncestream.state.store.MovePhase;
import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.StoreRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One bucket, four shards and a reader, all of which go on by turns that follow from a seed:
 * commands, moves, checkpoints, commits of each shard for itself, crashes that go back to the last
 * checkpoint, sweeps, and between any two looks of the reader all of that.
 */
final class StoreSimulation implements StoreLookup, StoreShards {

    private static final Partitioning ONE_BUCKET = new Partitioning(List.of("zz"));
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final int KEYS = 4;

    /** What may be wrong, so that it is seen that the checks find it. */
    enum Flaw {
        NONE,
        /** A move goes on before the shards show what was written. */
        NO_WAIT,
        /** A reader takes entries of earlier ownerships. */
        NO_MOVES_COMPARED,
        /** A reader takes a bucket that goes to another shard for one that stays. */
        NO_LOOK_AT_THE_OTHER
    }

    private final Random random;
    private final Flaw flaw;
    private final Map<String, SimulatedShard> shards = new TreeMap<>();
    private final List<Command> commands = new ArrayList<>();
    private final KeySearch search = new KeySearch(this, ONE_BUCKET);

    /** What each change has made of its key, by its number; null: deleted. */
    private final Map<Long, @Nullable String> values = new HashMap<>();

    private final Map<Long, String> keys = new HashMap<>();
    private final Map<Long, String> owners = new HashMap<>();

    private MapBucketStore store = new MapBucketStore();
    private MapBucketStore checkpoint = store.copy();
    private int done;
    private int doneAtCheckpoint;
    private long seqSeen;
    private int depth;
    private int moves;
    private boolean atRest;

    StoreSimulation(long seed, Flaw flaw) {
        this.random = new Random(seed);
        this.flaw = flaw;
        NAMES.forEach(name -> shards.put(name, new SimulatedShard()));
    }

    /**
     * Runs; throws an {@link AssertionError} for what must not be. Returns how many moves ended.
     */
    int run(int steps) throws InterruptedException {
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(3) == 0) {
                read();
            } else {
                step();
            }
        }
        settle();
        return moves;
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> command();
            case 3 -> assign();
            case 4, 5, 6 -> proceed();
            case 7, 8 -> checkpoint();
            case 9, 10 -> commitOne();
            default -> {
                if (random.nextInt(4) == 0) {
                    crash();
                }
            }
        }
        checkOwners();
    }

    private Bucket bucket() {
        return new Bucket(
                0, ONE_BUCKET, Ring.of(NAMES), store, (shard, row) -> shard(shard).write(row));
    }

    private SimulatedShard shard(String name) {
        return Objects.requireNonNull(shards.get(name));
    }

    /** The next one of the source, which begins anew behind a crash. */
    private void command() {
        if (done == commands.size()) {
            commands.add(newCommand());
        }
        Command command = commands.get(done++);
        long before = seq();
        bucket().decide(command);
        if (seq() > before) {
            values.put(seq(), command.fields().get("value"));
            keys.put(seq(), command.key());
        }
    }

    private Command newCommand() {
        String key = "key-" + random.nextInt(KEYS);
        String id = "c" + commands.size();
        return random.nextInt(3) == 0
                ? new Command(key, id, "delete", Instant.EPOCH, Map.of())
                : new Command(key, id, "put", Instant.EPOCH, Map.of("value", "v" + id));
    }

    private long seq() {
        return store.state() == null ? 0 : store.state().seq();
    }

    private void assign() {
        bucket().assign(NAMES.get(random.nextInt(NAMES.size())));
    }

    private void proceed() {
        boolean wasCopied = phase() == MovePhase.COPIED;
        bucket().proceed(this, random.nextInt(4) > 0);
        moves += wasCopied && phase() != MovePhase.COPIED ? 1 : 0;
    }

    private MovePhase phase() {
        return store.state() == null ? MovePhase.NONE : store.state().phase();
    }

    private void checkpoint() {
        checkpoint = store.copy();
        doneAtCheckpoint = done;
        shards.values().forEach(SimulatedShard::seal);
    }

    private void commitOne() {
        shard(NAMES.get(random.nextInt(NAMES.size()))).commitNext();
    }

    /** A task runs only when its sinks have committed what was sealed. */
    private void crash() {
        shards.values().forEach(SimulatedShard::crash);
        store = checkpoint.copy();
        done = doneAtCheckpoint;
        shards.values().forEach(StoreSimulation::commitAll);
    }

    private static void commitAll(SimulatedShard shard) {
        while (shard.commitNext()) {}
    }

    // ---- what the bucket sees ----

    @Override
    public Optional<BucketHeader> header(String shard, int bucket) {
        if (flaw == Flaw.NO_WAIT) {
            return Optional.of(
                    new BucketHeader(
                            0,
                            "",
                            phase() == MovePhase.ANNOUNCED ? Ownership.MOVING : Ownership.OWNER,
                            Objects.requireNonNull(store.state()).move(),
                            null,
                            0));
        }
        return random.nextInt(3) == 0 ? Optional.empty() : shard(shard).header(bucket);
    }

    @Override
    public boolean swept(int bucket, Sweep sweep) {
        shard(sweep.shard()).sweep(bucket, 1 + random.nextInt(2 * KEYS));
        Optional<BucketHeader> header = shard(sweep.shard()).header(bucket);
        boolean isFar =
                header.filter(
                                is ->
                                        is.move() > sweep.move()
                                                || (is.move() == sweep.move()
                                                        && is.seq() >= sweep.seq()))
                        .isPresent();
        if (isFar) {
            shard(sweep.shard()).sweep(bucket, Integer.MAX_VALUE);
        }
        return isFar;
    }

    @Override
    public void close() {}

    // ---- what the reader sees ----

    @Override
    public Collection<String> shards() {
        return NAMES;
    }

    @Override
    public Optional<BucketHeader> anyHeader(String shard) {
        return shard(shard).header(0);
    }

    @Override
    public Optional<Look> look(String shard, int bucket, String key) throws InterruptedException {
        meanwhile();
        Optional<Look> look = shard(shard).look(bucket, key, flaw != Flaw.NO_MOVES_COMPARED);
        return flaw == Flaw.NO_LOOK_AT_THE_OTHER ? look.map(StoreSimulation::asOwner) : look;
    }

    private static Look asOwner(Look look) {
        BucketHeader header = look.header();
        return header.state() == Ownership.MOVING
                ? new Look(
                        new BucketHeader(
                                header.bucket(),
                                header.keys(),
                                Ownership.OWNER,
                                header.move(),
                                null,
                                header.seq()),
                        look.value(),
                        look.version())
                : look;
    }

    /** Between two looks much may happen, other reads among it. */
    private void meanwhile() throws InterruptedException {
        for (int i = atRest ? 0 : random.nextInt(8); i > 0; i--) {
            step();
        }
        if (!atRest && depth == 1 && random.nextInt(4) == 0) {
            read();
        }
    }

    private void read() throws InterruptedException {
        long least = seqSeen;
        String key = "key-" + random.nextInt(KEYS);
        // A second reader remembers nothing.
        KeySearch reader = depth == 0 && random.nextBoolean() ? search : newSearch();
        depth++;
        Optional<StoreRead> read = reader.strong(key);
        depth--;
        if (read.isPresent()) {
            check(read.get(), least);
        }
    }

    private KeySearch newSearch() {
        return new KeySearch(this, ONE_BUCKET);
    }

    private void check(StoreRead read, long least) {
        if (read.seq() < least) {
            throw new AssertionError(
                    "%s has seen fewer changes than a read before it, %d".formatted(read, least));
        }
        seqSeen = Math.max(seqSeen, read.seq());
        String expected = value(read.key(), read.seq());
        if (!Objects.equals(expected, read.value())) {
            throw new AssertionError("%s, and not %s".formatted(read, expected));
        }
    }

    private @Nullable String value(String key, long seq) {
        for (long change = seq; change > 0; change--) {
            if (key.equals(keys.get(change))) {
                return values.get(change);
            }
        }
        return null;
    }

    // ---- what must be ----

    private void checkOwners() {
        List<String> owning = NAMES.stream().filter(name -> shard(name).owns(0)).toList();
        if (owning.size() > 1) {
            throw new AssertionError("two owners: " + owning);
        }
        for (String name : owning) {
            long move = shard(name).header(0).orElseThrow().move();
            String before = owners.putIfAbsent(move, name);
            if (before != null && !before.equals(name)) {
                throw new AssertionError(
                        "move %d is of %s and of %s".formatted(move, before, name));
            }
        }
    }

    /** No more comes: all moves end, and one copy is left. */
    private void settle() throws InterruptedException {
        atRest = true;
        for (int i = 0; i < 100; i++) {
            proceed();
            checkpoint();
            shards.values().forEach(StoreSimulation::commitAll);
            checkOwners();
        }
        if (store.state() != null
                && (phase() != MovePhase.NONE || !store.state().sweeps().isEmpty())) {
            throw new AssertionError("it does not come to rest: " + store.state());
        }
        Set<String> live = new TreeSet<>();
        for (SimulatedShard shard : shards.values()) {
            for (StoreRow row : shard.rows()) {
                if (!row.key().isEmpty() && (row.deleted() || !live.add(row.key()))) {
                    throw new AssertionError("a row that is dead, or there twice: " + row);
                }
            }
        }
        for (int key = 0; key < KEYS; key++) {
            check(search.strong("key-" + key).orElseThrow(), seq());
        }
    }
}
