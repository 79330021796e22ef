package io.oncestream.launcher.demo.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files that the demonstration reads, and those that users do. */
class SamplesTest {

    /** Of the first half day, with seed 1. */
    private static final int OBSERVED_ROUNDS = 12;

    @Test
    void theKeysAreThoseThatTheFileSaysTheyAre() {
        assertThat(DemoFeeds.FEEDS.keys()).containsOnlyKeys("a", "b", "c", "d");
        DemoFeeds.FEEDS
                .keys()
                .forEach(
                        (name, key) ->
                                assertThat(key.base64()).isEqualTo(new SigningFeed(name).key()));
    }

    @Test
    void theNormalsAreThoseOfAYear() {
        assertThat(Samples.normals(DemoFeeds.CHECKOUT)).hasSize(8759);
    }

    @Test
    void theObservationsAreWhatTheFeedsSign() throws Exception {
        List<String> lines = new ArrayList<>(List.of("feed,instrument,round,value,signature"));
        DemoFeeds.rounds(OBSERVED_ROUNDS, 1).stream()
                .flatMap(round -> round.sent().stream())
                .map(each -> QuorumChecks.text(each.observation()))
                .forEach(lines::add);
        assertThat(
                        Files.readAllLines(
                                Samples.feeds(DemoFeeds.CHECKOUT)
                                        .resolveSibling("quorum-observations.csv")))
                .isEqualTo(lines);
    }
}
