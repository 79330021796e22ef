package io.oncestream.job.transfers;

import java.util.Map;
import java.util.TreeMap;

/** A ledger in a map. */
final class MapBookStore implements BookStore {

    final Map<String, Long> balances = new TreeMap<>();
    private long number;

    @Override
    public long number() {
        return number;
    }

    @Override
    public void setNumber(long next) {
        number = next;
    }

    @Override
    public Long balance(String account) {
        return balances.get(account);
    }

    @Override
    public void setBalance(String account, long units) {
        balances.put(account, units);
    }
}
