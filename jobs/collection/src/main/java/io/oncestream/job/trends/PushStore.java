package io.oncestream.job.trends;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of the pushes that a user got; times are milliseconds. */
interface PushStore {

    /** When the user got that item; null: not that it were known. */
    @Nullable Long got(String item);

    void setGot(String item, long time);

    void removeGot(String item);

    /** A copy of when the user got which item. */
    Map<String, Long> allGot();

    /** When the user got the last pushes, the oldest first. */
    List<Long> recent();

    /** None clears it. */
    void setRecent(List<Long> times);
}
