package io.oncestream.connector.jdbc.protocol;

import io.oncestream.state.ledger.SealedTransaction;
import java.io.Serializable;
import java.sql.SQLException;

/** Where tests break a commit. In production nothing happens there. */
@FunctionalInterface
public interface FailurePoint extends Serializable {
    FailurePoint NONE = (step, transaction) -> {};

    void reached(Step step, SealedTransaction transaction) throws SQLException;

    /** The same for one of the sink's databases. */
    default FailurePoint in(int participant) {
        return this;
    }

    /** The steps of a commit, in their order. */
    enum Step {
        BEGINNING,
        APPLIED,
        COMMITTED
    }
}
