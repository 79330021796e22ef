package io.oncestream.launcher.demo.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.StoreRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each kind of violation is found, in a store that is right but for that. */
class StoreChecksTest {

    private static final String KEY = "key-1";
    private static final int BUCKET = Partitioning.hash().bucket(KEY);
    private static final List<RingModel> RINGS = List.of(RingModel.of(List.of("a", "b")));
    private static final String OWNER = RINGS.get(0).owner(BUCKET);
    private static final String OTHER = OWNER.equals("a") ? "b" : "a";

    private final Seen seen = new Seen();
    private final Map<String, SentCommand> sent = new HashMap<>();
    private final List<AnswerRow> answers = new ArrayList<>();
    private final Map<String, List<StoreRow>> rows =
            new HashMap<>(Map.of("a", new ArrayList<>(), "b", new ArrayList<>()));

    /** A key that is put, and put again if it is what it was, and which somebody gets. */
    StoreChecksTest() {
        send("s1", "put", Map.of("value", "one"));
        answers.add(answer("s1", "put", 1, "ok", "one", 1));
        send("s2", "put", Map.of("value", "two", "if_version", "1"));
        answers.add(answer("s2", "put", 2, "ok", "two", 2));
        send("s3", "put", Map.of("value", "three", "if_version", "1"));
        answers.add(answer("s3", "put", 2, "conflict", "two", 2));
        send("s4", "get", Map.of());
        answers.add(answer("s4", "get", 2, "ok", "two", 2));
        at(OWNER).add(header(Ownership.OWNER, 1, null, 2));
        at(OWNER).add(StoreRow.entry(BUCKET, KEY, "two", 2, 1));
    }

    private List<StoreRow> at(String shard) {
        return rows.computeIfAbsent(shard, none -> new ArrayList<>());
    }

    private void send(String id, String op, Map<String, String> more) {
        SentCommand command = new SentCommand(sent.size(), KEY, id, op, more);
        sent.put(id, command);
        seen.sent(command);
    }

    private static AnswerRow answer(
            String id, String op, long seq, String outcome, @Nullable String value, long version) {
        return new AnswerRow(KEY, id, op, BUCKET, seq, outcome, value, version);
    }

    private static StoreRow header(Ownership state, long move, @Nullable String other, long seq) {
        return StoreRow.header(BUCKET, "", state, move, other, seq);
    }

    private static StoreRead read(long seq, @Nullable String value, long version) {
        return new StoreRead(KEY, BUCKET, OWNER, 1, seq, value, version);
    }

    private StoreContents contents() {
        Map<String, ShardRows> shards = new HashMap<>();
        rows.forEach((shard, some) -> shards.put(shard, ShardRows.of(some)));
        return new StoreContents(shards, answers);
    }

    private List<String> violations() {
        return StoreChecks.violations(contents(), sent, seen, RINGS);
    }

    private void finds(String... words) {
        assertThat(violations()).anySatisfy(each -> assertThat(each).contains(words));
    }

    @Test
    void nothingIsWrongWithWhatIsRight() {
        seen.read(read(0, null, 0), true);
        seen.read(read(1, "one", 1), true);
        seen.read(read(2, "two", 2), false);
        assertThat(violations()).isEmpty();
    }

    @Test
    void anAnswerThatIsMissingIsFound() {
        answers.remove(3);
        assertThat(violations()).containsExactly("s4 has no answer");
    }

    @Test
    void aGapInTheChangesIsFound() {
        answers.set(1, answer("s2", "put", 3, "ok", "two", 3));
        finds("id=s2", "it should be", "seq=2");
    }

    @Test
    void aChangeThatIsDoneTwiceIsFound() {
        answers.add(answer("s1", "put", 3, "ok", "one", 3));
        finds("id=s1", "it is answered twice");
    }

    @Test
    void aConditionThatDoesNotHoldIsFound() {
        answers.set(2, answer("s3", "put", 3, "ok", "three", 3));
        finds("id=s3", "it should be", "outcome=conflict");
    }

    @Test
    void aGetOfAnOldValueIsFound() {
        answers.set(3, answer("s4", "get", 2, "ok", "one", 1));
        finds("id=s4", "it should be", "value=two");
    }

    @Test
    void anAnswerThatWasDecidedTooLateIsFound() {
        seen.answered(
                new SentCommand(0, KEY, "s2", "put", Map.of()),
                new Answer(Map.of("seq", "2", "version", "2")));
        send("s5", "get", Map.of());
        answers.add(answer("s5", "get", 1, "ok", "one", 1));
        finds("id=s5", "was seen before it was sent");
    }

    @Test
    void aChangeOfTheRingThatFailsIsFound() {
        sent.put("r2", new SentCommand(0, "", "r2", "join", Map.of("shard", "d")));
        answers.add(new AnswerRow("", "r2", "join", -1, 0, "invalid", null, 0));
        finds("id=r2", "should be ok");
    }

    @Test
    void aReadThatIsNotWhatTheAnswersSayIsFound() {
        seen.read(read(1, "two", 2), true);
        seen.read(read(2, null, 0), true);
        seen.read(read(3, "two", 2), true);
        assertThat(violations()).hasSize(3).allMatch(each -> each.contains("was never decided"));
    }

    @Test
    void twoOwnersAreFound() {
        at(OTHER).add(header(Ownership.OWNER, 2, null, 2));
        finds("bucket " + BUCKET + " should be at " + OWNER + " alone");
    }

    @Test
    void aBucketThatIsOnItsWayIsFound() {
        at(OWNER).set(0, header(Ownership.MOVING, 1, OTHER, 2));
        finds("bucket " + BUCKET + " should be at " + OWNER + " alone");
    }

    @Test
    void aBucketThatHasMovedForNothingIsFound() {
        at(OTHER).add(header(Ownership.MOVED, 3, OWNER, 2));
        at(OWNER).set(0, header(Ownership.OWNER, 3, null, 2));
        at(OWNER).set(1, StoreRow.entry(BUCKET, KEY, "two", 2, 3));
        assertThat(violations())
                .singleElement()
                .asString()
                .endsWith("has moved though it need not: 1 was enough");
    }

    @Test
    void aShardThatLacksAChangeIsFound() {
        at(OWNER).set(0, header(Ownership.OWNER, 1, null, 1));
        finds("should have seen 2 changes");
    }

    @Test
    void aKeyThatIsLostIsFound() {
        at(OWNER).remove(1);
        assertThat(violations()).singleElement().asString().startsWith(KEY + " is nowhere");
    }

    @Test
    void anOldValueIsFound() {
        at(OWNER).set(1, StoreRow.entry(BUCKET, KEY, "one", 1, 1));
        finds("value=one", "should be", "value=two");
    }

    @Test
    void aKeyThatIsThereTwiceIsFound() {
        at(OTHER).add(header(Ownership.OWNER, 2, null, 2));
        at(OTHER).add(StoreRow.entry(BUCKET, KEY, "two", 2, 2));
        finds(KEY + " is at ");
    }

    @Test
    void rowsThatAreNotSweptAreFound() {
        at(OTHER).add(header(Ownership.MOVED, 1, OWNER, 2));
        assertThat(contents().isQuiet()).isTrue();
        at(OTHER).add(StoreRow.entry(BUCKET, KEY, "one", 1, 0));
        assertThat(violations()).isEmpty();
        assertThat(contents().isQuiet()).isFalse();
        assertThat(contents().unswept())
                .containsExactly("1 rows of " + OTHER + " count no more and are still there");
    }
}
