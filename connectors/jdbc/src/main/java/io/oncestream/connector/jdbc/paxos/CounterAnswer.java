package io.oncestream.connector.jdbc.paxos;

import io.oncestream.state.counter.CounterCommand;

/**
 * What came of a command.
 *
 * @param n what the counter is behind it
 * @param version of the counter, behind the transaction that has the command
 * @param place of the command in that transaction, from 0 on
 */
public record CounterAnswer(
        CounterCommand command, CounterOutcome outcome, long n, long version, int place) {}
