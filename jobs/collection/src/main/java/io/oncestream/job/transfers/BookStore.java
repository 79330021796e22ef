package io.oncestream.job.transfers;

import org.jspecify.annotations.Nullable;

/** What a ledger remembers. Nothing of it is ever forgotten: an account is no event. */
interface BookStore {

    /** Of the last command that was decided; 0 before the first. */
    long number();

    void setNumber(long number);

    /** In units; null where the account was never opened. */
    @Nullable Long balance(String account);

    void setBalance(String account, long units);
}
