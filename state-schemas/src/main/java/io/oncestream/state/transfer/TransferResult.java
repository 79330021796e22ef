package io.oncestream.state.transfer;

/** What became of a command. */
public enum TransferResult {
    /** The amount is moved, or deposited. */
    APPLIED("applied"),
    /** The account that pays has less than the amount. Nothing is moved. */
    INSUFFICIENT_FUNDS("insufficient_funds"),
    /** One of the two accounts was never opened by a deposit. Nothing is moved. */
    UNKNOWN_ACCOUNT("unknown_account"),
    /** The command cannot be done, whatever the balances of others are. Nothing is moved. */
    INVALID("invalid");

    private final String word;

    TransferResult(String word) {
        this.word = word;
    }

    /** As it stands in the table of outcomes. */
    public String word() {
        return word;
    }
}
