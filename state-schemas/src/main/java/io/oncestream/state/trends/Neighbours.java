package io.oncestream.state.trends;

import java.util.List;

/**
 * What goes together with an item.
 *
 * @param windowEnd the end of the last window that is in the counts, in milliseconds
 * @param count in how many baskets the item was, decayed
 * @param all the ones that it was most often beside, in the order of their names
 * @param rows how many of the item's rows have another one in them
 * @param forgetAt when nothing is left of it, in milliseconds
 */
public record Neighbours(
        long windowEnd, double count, List<Neighbour> all, int rows, long forgetAt) {}
