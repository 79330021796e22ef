package io.oncestream.launcher.demo;

import io.oncestream.launcher.demo.anomalies.AnomaliesDemo;
import io.oncestream.launcher.demo.counters.CountersDemo;
import io.oncestream.launcher.demo.locks.LocksDemo;
import io.oncestream.launcher.demo.membership.MembershipDemo;
import io.oncestream.launcher.demo.quorum.QuorumDemo;
import io.oncestream.launcher.demo.store.StoreDemo;
import io.oncestream.launcher.demo.transfers.TransfersDemo;
import io.oncestream.launcher.demo.trends.TrendsDemo;
import java.util.Map;
import java.util.Optional;

/** All demonstrations, by the names of their jobs. */
public final class Demos {

    private static final Map<String, Demo> ALL =
            Map.of(
                    "locks", new LocksDemo(),
                    "transfers", new TransfersDemo(),
                    "counters", new CountersDemo(),
                    "store", new StoreDemo(),
                    "quorum", new QuorumDemo(),
                    "membership", new MembershipDemo(),
                    "trends", new TrendsDemo(),
                    "anomalies", new AnomaliesDemo());

    private Demos() {}

    public static Optional<Demo> find(String job) {
        return Optional.ofNullable(ALL.get(job));
    }
}
