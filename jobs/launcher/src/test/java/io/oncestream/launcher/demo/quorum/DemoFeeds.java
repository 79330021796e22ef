package io.oncestream.launcher.demo.quorum;

import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.SignedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The demonstration's files, and what its feeds send. */
final class DemoFeeds {

    static final Path CHECKOUT = Path.of("../..");
    static final Feeds FEEDS = Feeds.read(Samples.feeds(CHECKOUT));

    private DemoFeeds() {}

    static List<SignedRound> rounds(int count, long seed) {
        RoundScript script =
                new RoundScript(
                        new SignedText(FEEDS), Samples.normals(CHECKOUT).subList(0, count), seed);
        List<SignedRound> rounds = new ArrayList<>();
        while (script.hasNext()) {
            rounds.add(script.next());
        }
        return rounds;
    }
}
