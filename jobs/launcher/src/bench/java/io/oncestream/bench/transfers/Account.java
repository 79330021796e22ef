package io.oncestream.bench.transfers;

/** An account of a ledger. */
record Account(String ledger, String name) {}
