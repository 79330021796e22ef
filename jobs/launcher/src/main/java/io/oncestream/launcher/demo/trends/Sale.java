package io.oncestream.launcher.demo.trends;

import java.time.Instant;
import java.util.Map;

/** That a user puts an item into a basket. */
record Sale(Instant time, String user, String category, String item, String basket) {

    Map<String, String> fields() {
        return Map.of(
                "time", time.toString(),
                "user", user,
                "category", category,
                "item", item,
                "basket", basket);
    }
}
