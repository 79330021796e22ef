package io.oncestream.job.book;

/**
 * What became of a command.
 *
 * @param number its place among those of the account
 * @param balance of the account, once it was done
 */
public record BookAnswer(String account, long number, String id, String outcome, long balance) {}
