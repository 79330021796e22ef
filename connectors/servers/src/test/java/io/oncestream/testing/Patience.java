package io.oncestream.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long a test waits for what has to happen. Only a test that fails waits to the end of it, so
 * it is long: on a busy machine processes were seen to take ten times as long as on an idle one.
 */
public final class Patience {

    public static final Duration LIMIT = Duration.ofMinutes(5);

    private Patience() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }
}
