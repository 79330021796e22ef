package io.oncestream.bench.transfers;

import static java.nio.charset.StandardCharsets.UTF_8;

import javax.transaction.xa.Xid;

/** What a database calls its part of a transaction. */
record BranchId(String transaction, int database) implements Xid {

    BranchId in(int another) {
        return new BranchId(transaction, another);
    }

    @Override
    public int getFormatId() {
        return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return transaction.getBytes(UTF_8);
    }

    @Override
    public byte[] getBranchQualifier() {
        return Integer.toString(database).getBytes(UTF_8);
    }
}
