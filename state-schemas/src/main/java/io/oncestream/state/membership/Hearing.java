package io.oncestream.state.membership;

/**
 * What an observer has last shown of another node.
 *
 * @param at when its reports last showed a newer sign, in milliseconds of the cluster's clock
 */
public record Hearing(LifeSign sign, long at) {}
