package io.oncestream.bench.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * What is simulated, once for each seed.
 *
 * @param seed the first one
 * @param count how many
 * @param lossPercent how many messages are lost
 * @param hours that nodes live
 * @param progress is told what is tried
 */
record Trials(long seed, int count, int lossPercent, int hours, Consumer<String> progress) {

    static final int NODES = 8;

    private static final double PERCENT = 100;

    /** Lines for the report. */
    List<String> loss() {
        String name = "loss-" + lossPercent;
        List<LossTrial> trials =
                all(name, each -> LossTrial.of(each, NODES, lossPercent / PERCENT, hours));
        return List.of(
                Spread.of(trials, LossTrial::gossip).figure(name, "gossip", "false-suspicions"),
                Spread.of(trials, LossTrial::direct).figure(name, "direct", "false-suspicions"),
                Spread.of(trials, LossTrial::timeoutSeconds).figure(name, "both", "timeout-s"),
                Spread.of(trials, LossTrial::ratio).ratio(name, "direct/gossip"),
                "aim membership %s direct/gossip 20.00".formatted(name));
    }

    /** Lines for the report; below 1 the learned timeouts are the shorter ones. */
    List<String> beats(String name, List<Integer> beatsMillis) {
        List<BeatsTrial> trials =
                all(name, each -> BeatsTrial.of(each, beatsMillis, lossPercent / PERCENT, hours));
        return List.of(
                Spread.of(trials, BeatsTrial::suspicions).figure(name, "both", "false-suspicions"),
                Spread.of(trials, BeatsTrial::phiSeconds).figure(name, "phi", "timeout-s"),
                Spread.of(trials, BeatsTrial::fixedSeconds).figure(name, "fixed", "timeout-s"),
                Spread.of(trials, BeatsTrial::ratio).ratio(name, "phi/fixed"));
    }

    private <T> List<T> all(String name, LongFunction<T> trial) {
        List<T> trials = new ArrayList<>();
        LongStream.range(seed, seed + count)
                .forEach(
                        each -> {
                            progress.accept("membership %s: seed %d".formatted(name, each));
                            trials.add(trial.apply(each));
                        });
        return trials;
    }
}
