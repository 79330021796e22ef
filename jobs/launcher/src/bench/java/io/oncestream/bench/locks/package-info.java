/**
 * Locks that are taken and given back: by the locks job, and by PostgreSQL itself.
 *
 * <p>A {@link io.oncestream.bench.locks.Pairs pair} is a {@code try_lock} and a {@code release} of
 * one resource. The release is asked for also where the lock was busy, so that all systems answer
 * the same commands. Those to the job are written before, with the tokens that it will give ({@link
 * io.oncestream.bench.locks.LockScript}); workers of the others have a connection each and wait for
 * each answer.
 *
 * <p>Each run is checked: one answer to each command, never two holders of a lock, tokens that
 * grow, and nothing held at the end.
 */
@NullMarked
package io.oncestream.bench.locks;

import org.jspecify.annotations.NullMarked;
