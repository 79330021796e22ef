package io.oncestream.state.command;

import java.time.Instant;

/**
 * A command that was neither done nor answered, and why: it goes to the table of refused ones, so
 * that an id has one answer at most.
 *
 * @param key as in the {@link Command}
 * @param id as in the command
 * @param op as in the command
 * @param time as in the command
 * @param reason one sentence for a person
 */
public record RefusedCommand(String key, String id, String op, Instant time, String reason) {}
