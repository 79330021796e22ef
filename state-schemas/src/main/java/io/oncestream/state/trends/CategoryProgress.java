package io.oncestream.state.trends;

/**
 * What is kept of a category beside its items.
 *
 * @param items how many of these are kept
 * @param forgetAt when there is nothing to remember of any, in milliseconds
 * @param timerAt for when a timer is set; 0: there is none
 */
public record CategoryProgress(int items, long forgetAt, long timerAt) {}
