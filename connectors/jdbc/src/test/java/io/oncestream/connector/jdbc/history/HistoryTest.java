package io.oncestream.connector.jdbc.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.history.History.Beginning;
import io.oncestream.connector.jdbc.history.History.Position;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The tree of its Javadoc: two runs from checkpoint 7, one from 5, one from the second's 9. */
class HistoryTest {

    private static final Beginning SEVEN = beginning(3, "b", 1, 7);
    private static final Beginning FIVE = beginning(5, "c", 1, 5);
    private static final Beginning SEVEN_TOO = beginning(7, "d", 2, 7);
    private static final Beginning NINE = beginning(9, "e", 4, 9);

    private final History history = new History(List.of(SEVEN, FIVE, SEVEN_TOO, NINE));

    private static Beginning beginning(long epoch, String job, long fromEpoch, long checkpoint) {
        return new Beginning(epoch, job, job, fromEpoch, checkpoint, OptionalLong.empty(), 0, "");
    }

    private static Beginning goingOn(long epoch, long fromEpoch, long checkpoint, long next) {
        return new Beginning(epoch, "", "", fromEpoch, checkpoint, OptionalLong.of(next), 0, "");
    }

    private Position at(long epoch, long checkpoint) {
        return history.position(epoch, checkpoint);
    }

    private boolean onOnePath(Position one, Position other) {
        boolean on = History.areOnOnePath(one, other);
        assertThat(History.areOnOnePath(other, one)).isEqualTo(on);
        return on;
    }

    @Test
    void anEpochBelongsToTheBranchOfTheNoteBeforeIt() {
        assertThat(history.branch(1)).isSameAs(history.branch(2)).isNotSameAs(history.branch(3));
        assertThat(history.branch(4)).isSameAs(history.branch(3)).isNotSameAs(history.branch(5));
        assertThat(history.latest()).isSameAs(history.branch(9)).isSameAs(history.branch(99));
    }

    @Test
    void aCheckpointOfOnePathIsBeforeOrBehindEachOther() {
        assertThat(onOnePath(at(1, 5), at(1, 7))).isTrue();
        assertThat(onOnePath(at(1, 5), at(9, 12))).isTrue();
        assertThat(onOnePath(at(2, 7), at(9, 12))).isTrue();
        assertThat(onOnePath(at(4, 9), at(9, 12))).isTrue();
        assertThat(onOnePath(at(1, 5), at(6, 6))).isTrue();
    }

    @Test
    void whatFollowedElsewhereIsOnNone() {
        assertThat(onOnePath(at(1, 8), at(3, 8))).isFalse();
        assertThat(onOnePath(at(1, 6), at(5, 6))).isFalse();
        assertThat(onOnePath(at(3, 8), at(7, 8))).as("same place, other job").isFalse();
        assertThat(onOnePath(at(4, 10), at(9, 10))).isFalse();
        assertThat(onOnePath(at(6, 6), at(9, 12))).isFalse();
    }

    @Test
    void whereABranchBeginsIsThePlaceItBeganAt() {
        assertThat(at(3, 7)).isEqualTo(at(1, 7)).isEqualTo(at(7, 7));
        assertThat(at(9, 9)).isEqualTo(at(4, 9));
        assertThat(at(9, 6)).isEqualTo(at(1, 6));
    }

    @Test
    void aRunThatBeginsThereAgainIsOnTheSameBranchAlsoBehindAnotherOne() {
        History again =
                new History(
                        List.of(
                                SEVEN,
                                SEVEN_TOO,
                                beginning(8, "b", 2, 7),
                                beginning(9, "d", 1, 7)));
        assertThat(again.branch(8)).isSameAs(again.branch(3));
        assertThat(again.branch(9)).isSameAs(again.branch(7));
        assertThat(again.latestBeganAt(again.position(1, 7), "d")).isTrue();
        assertThat(again.latestBeganAt(again.position(1, 7), "b")).isFalse();
        assertThat(again.latestBeganAt(again.position(1, 5), "d")).isFalse();
    }

    @Test
    void theNoteByWhichTwoPartedIsNamed() {
        assertThat(history.whereLeft(at(9, 12), at(1, 8))).contains(SEVEN);
        assertThat(history.whereLeft(at(9, 12), at(4, 10))).contains(NINE);
        assertThat(history.whereLeft(at(9, 12), at(6, 6))).contains(SEVEN);
        assertThat(history.whereLeft(at(6, 6), at(9, 12))).contains(FIVE);
    }

    /** Red with the branch of that start as the parent: what was removed was on its path. */
    @Test
    void anOriginBelowTheForkOfItsStartsBranchIsTheParents() {
        History guessed = new History(List.of(SEVEN, beginning(5, "c", 3, 5)));
        assertThat(History.areOnOnePath(guessed.position(1, 6), guessed.position(5, 6))).isFalse();
        assertThat(guessed.latestBeganAt(guessed.position(3, 5), "c")).isTrue();
    }

    @Test
    void whoGoesOnWithHisOwnBehindAnotherBranchBeginsNone() {
        History goingOn = new History(List.of(SEVEN, goingOn(4, 1, 7, 8), goingOn(6, 5, 12, 15)));
        assertThat(goingOn.latest()).isSameAs(goingOn.branch(1)).isNotSameAs(goingOn.branch(3));
        assertThat(goingOn.setBackBehind(4, 13)).isPresent();
        assertThat(goingOn.setBackBehind(1, 14)).isPresent();
        assertThat(goingOn.setBackBehind(4, 12)).isEmpty();
        assertThat(goingOn.setBackBehind(4, 15)).isEmpty();
        assertThat(goingOn.setBackBehind(6, 13)).as("of the start itself").isEmpty();
        assertThat(goingOn.setBackBehind(3, 13)).as("of another branch").isEmpty();
    }

    @Test
    void theOneThatStayedWhereTheyPartedHasLeftNothing() {
        assertThat(history.whereLeft(at(1, 8), at(9, 12))).isEmpty();
        assertThat(history.whereLeft(at(4, 10), at(9, 12))).isEmpty();
    }

    @Test
    void anotherRunBeganBehindARunUnlessItIsTheLast() {
        assertThat(history.begunBehind("b")).contains(FIVE);
        assertThat(history.begunBehind("e")).isEmpty();
        assertThat(history.begunBehind("not noted")).isEmpty();
    }

    /** The latest note is the first run's, and yet another began behind it. */
    @Test
    void alsoWhereTheRunHasBegunThereAgainSince() {
        History again = new History(List.of(SEVEN, SEVEN_TOO, beginning(8, "b", 2, 7)));
        assertThat(again.latestBeganAt(again.position(1, 7), "b")).isTrue();
        assertThat(again.begunBehind("b")).contains(SEVEN_TOO);
        assertThat(again.begunBehind("d")).isEmpty();
    }

    @Test
    void whoOnlyGoesOnHasNotBegun() {
        History goingOn = new History(List.of(SEVEN, goingOn(4, 1, 7, 8)));
        assertThat(goingOn.begunBehind("b")).isEmpty();
    }

    @Test
    void theLastThatIsCommonIsWhereTheyPartedOrTheEarlierOne() {
        assertThat(history.lastCommon(at(9, 12), at(1, 8))).isEqualTo(7);
        assertThat(history.lastCommon(at(1, 8), at(9, 12))).isEqualTo(7);
        assertThat(history.lastCommon(at(9, 12), at(4, 10))).isEqualTo(9);
        assertThat(history.lastCommon(at(9, 12), at(6, 6))).isEqualTo(5);
        assertThat(history.lastCommon(at(3, 8), at(7, 8))).isEqualTo(7);
        assertThat(history.lastCommon(at(9, 12), at(3, 8))).isEqualTo(8);
        assertThat(history.lastCommon(at(1, 5), at(9, 12))).isEqualTo(5);
        assertThat(history.lastCommon(at(1, 5), at(1, 3))).isEqualTo(3);
    }

    @Test
    void withoutNotesThereIsOneBranch() {
        History none = new History(List.of());
        assertThat(none.latest()).isSameAs(none.branch(0)).isSameAs(none.branch(9));
        assertThat(History.areOnOnePath(none.position(1, 2), none.position(7, 1))).isTrue();
    }
}
