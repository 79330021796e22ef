package io.oncestream.state.trends;

import java.util.List;

/**
 * A basket, or what a user has done without a pause.
 *
 * @param items the last different ones, the newest first
 * @param last when the newest was put in, in milliseconds
 */
public record OpenBasket(List<String> items, long last) {}
