/**
 * Counters that live in 2f+1 databases at once and go on while f of them are away.
 *
 * <p><b>Why Paxos.</b> A two-phase commit waits for every database. A counter is one small object:
 * it is enough that a majority agrees on each of its changes, and any two majorities share a
 * database.
 *
 * <p><b>The protocol</b> is CASPaxos (D. Rystsov, "CASPaxos: Replicated State Machines without
 * logs", arXiv 1802.07000), for many registers in one round trip. An acceptor is a row in a
 * database ({@link io.oncestream.connector.jdbc.paxos.Register}), a proposer an attempt of one
 * parallel instance of the sink ({@link io.oncestream.connector.jdbc.paxos.Changing}):
 *
 * <ol>
 *   <li><i>Prepare</i>: a majority promises to take nothing of an earlier ballot, and says what it
 *       has accepted. The last of that is the value, whoever proposed it.
 *   <li><i>Accept</i>: the value is changed by a function, and a majority takes it. Now it is
 *       decided. What did not change is accepted all the same: a value of which only a minority
 *       knows is no value yet.
 *   <li><i>Deliver</i>: what was decided, and the answers that follow from it, go to tables that
 *       everyone can read. They have nothing that is not decided.
 * </ol>
 *
 * <p><b>Once.</b> A change that was accepted by some, and whose proposer then crashed, may be
 * decided by the next proposer, whose it is not. So the register itself remembers for each lineage
 * of jobs which of its commands are in ({@link io.oncestream.connector.jdbc.paxos.CounterValue}):
 * the completion record of RIFL (C. Lee et al., "Implementing linearizability at large scale and
 * low latency", SOSP 2015), kept in the object. Commands of one lineage and counter are numbered
 * without gaps and come in their order, so one number is enough.
 *
 * <p><b>Time travel.</b> A job that is resumed from an older savepoint numbers other commands by
 * the same numbers. A register for each subtask index ({@link
 * io.oncestream.connector.jdbc.paxos.Position}) says which checkpoint has been counted and by whose
 * attempt; a commit changes it first, and a start takes it over ({@link
 * io.oncestream.connector.jdbc.paxos.CounterStart}). Of two runs that go on from one checkpoint at
 * once, the one that counts first goes on, and the other is refused before it has counted anything:
 * a run claims all indices before it takes any.
 *
 * <p><b>Without I/O.</b> What is decided is a {@link
 * io.oncestream.connector.jdbc.paxos.Conversation}: requests, and what the answers make of them.
 * The same objects talk to databases in production and to a simulated network in the tests.
 */
@NullMarked
package io.oncestream.connector.jdbc.paxos;

import org.jspecify.annotations.NullMarked;
