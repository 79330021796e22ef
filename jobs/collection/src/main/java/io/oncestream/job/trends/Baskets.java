package io.oncestream.job.trends;

import io.oncestream.state.trends.OpenBasket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Pairs what is put into a basket with what is in it. Items come in the order of their times. */
final class Baskets {

    /** With so many, the last different ones, an item is paired. */
    static final int ITEMS_MAX = 20;

    private Baskets() {}

    /**
     * Puts an item in; one that is among the last ones becomes the newest, and is paired no more.
     *
     * @param before what was in it; null: nothing
     * @param beside receives the item and each that it is beside, itself first, and in turn
     */
    static OpenBasket put(
            @Nullable OpenBasket before,
            String item,
            long time,
            BiConsumer<String, String> beside) {
        List<String> items = before == null ? List.of() : before.items();
        List<String> next = new ArrayList<>();
        next.add(item);
        if (!items.contains(item)) {
            beside.accept(item, item);
            for (String other : items) {
                beside.accept(item, other);
                beside.accept(other, item);
            }
        }
        for (String other : items) {
            if (!other.equals(item) && next.size() < ITEMS_MAX) {
                next.add(other);
            }
        }
        return new OpenBasket(next, before == null ? time : Math.max(before.last(), time));
    }
}
