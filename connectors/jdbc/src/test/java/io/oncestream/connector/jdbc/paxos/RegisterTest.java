package io.oncestream.connector.jdbc.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegisterTest {

    private static final Ballot FIRST = new Ballot(1, "b");
    private static final Ballot SECOND = new Ballot(2, "a");

    @Test
    void aPromiseRisesAndDoesNotFall() {
        Register promised = Register.EMPTY.prepare(SECOND);
        assertThat(promised).isEqualTo(new Register(SECOND, Ballot.NONE, null));
        assertThat(promised.prepare(FIRST)).isEqualTo(promised);
        assertThat(promised.prepare(SECOND)).isEqualTo(promised);
    }

    @Test
    void ballotsOfOneRoundAreOrderedByTheirProposers() {
        Register promised = Register.EMPTY.prepare(FIRST);
        assertThat(promised.prepare(new Ballot(1, "a"))).isEqualTo(promised);
        assertThat(promised.prepare(new Ballot(1, "c")).promised().proposer()).isEqualTo("c");
    }

    @Test
    void whatWasPromisedIsAccepted() {
        assertThat(Register.EMPTY.prepare(SECOND).accept(SECOND, "x"))
                .isEqualTo(new Register(SECOND, SECOND, "x"));
    }

    @Test
    void whatIsBelowThePromiseIsNotAccepted() {
        Register promised = Register.EMPTY.prepare(SECOND);
        assertThat(promised.accept(FIRST, "x")).isEqualTo(promised);
    }

    @Test
    void whatIsAcceptedWithoutAPromiseIsPromisedToo() {
        Register accepted = Register.EMPTY.prepare(FIRST).accept(SECOND, "x");
        assertThat(accepted).isEqualTo(new Register(SECOND, SECOND, "x"));
        assertThat(accepted.accept(FIRST, "y")).isEqualTo(accepted);
    }
}
