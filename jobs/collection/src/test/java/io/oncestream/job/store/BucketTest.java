package io.oncestream.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.StoreShards;
import io.oncestream.state.command.Command;
import io.oncestream.state.store.BucketState.Sweep;
import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.state.store.StoreOutcome;
import io.oncestream.state.store.StoreRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bucket answers, and what it writes where. */
class BucketTest {
    private static final Partitioning RANGES = new Partitioning(List.of("n"));

    private final MapBucketStore store = new MapBucketStore();
    private final List<String> written = new ArrayList<>();
    private final Shown shards = new Shown();
    private int ids;

    /** What the shards show: nothing, unless a test says so. */
    private static final class Shown implements StoreShards {
        final Map<String, BucketHeader> headers = new HashMap<>();
        boolean sweeps;

        void show(String shard, Ownership state, long move, @Nullable String other) {
            headers.put(shard, new BucketHeader(0, RANGES.keys(0), state, move, other, 0));
        }

        @Override
        public Optional<BucketHeader> header(String shard, int bucket) {
            return Optional.ofNullable(headers.get(shard));
        }

        @Override
        public boolean swept(int bucket, Sweep sweep) {
            return sweeps;
        }

        @Override
        public void close() {}
    }

    private Bucket bucket() {
        return new Bucket(0, RANGES, Ring.of(List.of("a")), store, this::note);
    }

    private void note(String shard, StoreRow row) {
        Ownership state = row.state();
        written.add(
                state == null
                        ? "%s: %s=%s v%d m%d"
                                .formatted(
                                        shard,
                                        row.key(),
                                        row.deleted() ? "-" : row.value(),
                                        row.version(),
                                        row.move())
                        : "%s: %s m%d %s seq %d"
                                .formatted(
                                        shard, state.word(), row.move(), row.other(), row.seq()));
    }

    private List<String> takeWritten() {
        List<String> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    private StoreAnswer ask(String op, String key, String... fields) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return bucket().decide(new Command(key, "i" + ++ids, op, Instant.EPOCH, all));
    }

    private static String text(StoreAnswer answer) {
        return "%s seq %d %s v%d"
                .formatted(answer.outcome().word(), answer.seq(), answer.value(), answer.version());
    }

    @Test
    void changesAreNumberedAndTheRestSeesThem() {
        assertThat(text(ask("get", "k"))).isEqualTo("absent seq 0 null v0");
        assertThat(text(ask("put", "k", "value", "one"))).isEqualTo("ok seq 1 one v1");
        assertThat(text(ask("put", "l", "value", "two"))).isEqualTo("ok seq 2 two v2");
        assertThat(text(ask("get", "k"))).isEqualTo("ok seq 2 one v1");
        assertThat(text(ask("delete", "k"))).isEqualTo("ok seq 3 null v0");
        assertThat(text(ask("delete", "k"))).isEqualTo("absent seq 3 null v0");
        assertThat(takeWritten())
                .containsExactly(
                        "a: k=one v1 m1",
                        "a: owner m1 null seq 1",
                        "a: l=two v2 m1",
                        "a: owner m1 null seq 2",
                        "a: k=- v3 m1",
                        "a: owner m1 null seq 3");
    }

    @Test
    void aConditionIsOnTheVersion() {
        assertThat(text(ask("put", "k", "value", "x", "if_version", "1")))
                .isEqualTo("conflict seq 0 null v0");
        assertThat(ask("put", "k", "value", "one", "if_version", "0").outcome())
                .isEqualTo(StoreOutcome.OK);
        assertThat(text(ask("put", "k", "value", "x", "if_version", "0")))
                .isEqualTo("conflict seq 1 one v1");
        assertThat(ask("delete", "k", "if_version", "2").outcome())
                .isEqualTo(StoreOutcome.CONFLICT);
        assertThat(ask("delete", "k", "if_version", "1").outcome()).isEqualTo(StoreOutcome.OK);
        // The version of what was deleted never comes again.
        assertThat(ask("put", "k", "value", "two").version()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    put, k, -, -, a put needs a value
                    get, k, value, v, a get has no value
                    delete, k, value, v, a delete has no value
                    get, k, if_version, 1, a get has no if_version
                    delete, k, if_version, -1, if_version is -1: it must be 0 or a version
                    delete, k, if_version, x, if_version must be a whole number of 64 bits
                    join, k, shard, b, a join has no key
                    get, k, shard, b, a get has no shard
                    scan, k, -, -, 'op is scan: it must be get, put, delete, join, leave or move'
                    """)
    void whatCannotBeDoneSaysWhy(String op, String key, String field, String value, String why) {
        StoreAnswer answer = field == null ? ask(op, key) : ask(op, key, field, value);
        assertThat(answer.outcome()).isEqualTo(StoreOutcome.INVALID);
        assertThat(answer.reason()).isEqualTo(why);
        assertThat(written).isEmpty();
    }

    @Test
    void aValueHasItsLimitInBytes() {
        assertThat(ask("put", "k", "value", "é".repeat(32 << 10)).outcome())
                .isEqualTo(StoreOutcome.OK);
        assertThat(ask("put", "k", "value", "é".repeat(32 << 10) + "x").reason())
                .isEqualTo("value has 65537 bytes in UTF-8: it must have at most 65536");
        assertThat(ask("put", "k", "value", "x\0").outcome()).isEqualTo(StoreOutcome.INVALID);
    }

    @Test
    void aMoveGoesOnWhenTheShardsShowTheStepBefore() {
        ask("put", "k", "value", "one");
        takeWritten();
        bucket().assign("b");
        assertThat(takeWritten()).containsExactly("a: moving m1 b seq 1");
        shards.show("a", Ownership.OWNER, 1, null);
        bucket().proceed(shards, true);
        assertThat(takeWritten()).isEmpty();
        ask("put", "k", "value", "two");
        assertThat(takeWritten()).containsExactly("a: k=two v2 m1", "a: moving m1 b seq 2");
        shards.show("a", Ownership.MOVING, 1, "b");
        bucket().proceed(shards, true);
        assertThat(takeWritten()).containsExactly("b: k=two v2 m2", "b: owner m2 null seq 2");
        bucket().proceed(shards, true);
        ask("delete", "k");
        assertThat(takeWritten()).containsExactly("b: k=- v3 m2", "b: owner m2 null seq 3");
        shards.show("b", Ownership.OWNER, 2, null);
        bucket().proceed(shards, true);
        assertThat(takeWritten()).containsExactly("a: moved m2 b seq 3");
        assertThat(bucket().isMoving()).isFalse();
        assertThat(bucket().isUnswept()).isTrue();
        shards.sweeps = true;
        bucket().proceed(shards, true);
        assertThat(bucket().isUnswept()).isFalse();
    }

    @Test
    void ofSeveralNewOwnersTheLastOneCountsWhenTheMoveIsDone() {
        ask("put", "k", "value", "one");
        bucket().assign("b");
        bucket().assign("c");
        bucket().assign("d");
        takeWritten();
        shards.show("a", Ownership.MOVING, 1, "b");
        bucket().proceed(shards, true);
        shards.show("b", Ownership.OWNER, 2, null);
        takeWritten();
        bucket().proceed(shards, true);
        assertThat(takeWritten()).containsExactly("a: moved m2 b seq 1", "b: moving m2 d seq 1");
    }

    @Test
    void whoIsToHaveItAlreadyKeepsIt() {
        ask("put", "k", "value", "one");
        takeWritten();
        bucket().assign("a");
        assertThat(takeWritten()).isEmpty();
        assertThat(bucket().isMoving()).isFalse();
    }

    @Test
    void aBucketThatNobodyUsedIsGivenAtOnce() {
        bucket().assign("b");
        assertThat(takeWritten()).containsExactly("b: owner m1 null seq 0");
        ask("put", "k", "value", "one");
        assertThat(takeWritten()).containsExactly("b: k=one v1 m1", "b: owner m1 null seq 1");
    }
}
