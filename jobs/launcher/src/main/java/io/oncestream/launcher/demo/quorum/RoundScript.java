package io.oncestream.launcher.demo.quorum;

import io.oncestream.function.quorum.SignedText;
import io.oncestream.launcher.demo.quorum.SignedRound.Sent;
import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What four feeds send, round by round; the same for a seed. Three sign what they see, with some
 * noise. The fourth signs what is far off, then two values a round, then nothing but sends again
 * what it and others have signed for older rounds, and at last it is silent.
 */
final class RoundScript {

    static final String INSTRUMENT = "seattle-temperature";
    static final String LIAR = "d";

    private static final List<String> HONEST = List.of("a", "b", "c");

    /** In hundredths of a degree. */
    private static final int NOISE_MAX = 30;

    private static final int FAR_OFF_MIN = 2_000;
    private static final int FAR_OFF_MAX = 100_000;

    private final SignedText text;
    private final List<BigDecimal> normals;
    private final Random random;
    private final List<SigningFeed> honest = HONEST.stream().map(SigningFeed::new).toList();
    private final SigningFeed liar = new SigningFeed(LIAR);
    private final List<Observation> signed = new ArrayList<>();
    private int round;

    /** What the liar does in a quarter of the rounds. */
    enum Phase {
        FAR_OFF("signs what is far off"),
        TWO_VALUES("signs two values a round"),
        REPLAYS("sends signatures of older rounds again"),
        SILENT("is silent");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        /** What it does, behind its name. */
        String words() {
            return words;
        }
    }

    /**
     * Of as many rounds as there are normals.
     *
     * @param text what is signed under the rules of the demonstration's feeds
     */
    RoundScript(SignedText text, List<BigDecimal> normals, long seed) {
        this.text = text;
        this.normals = normals;
        this.random = new Random(seed);
    }

    int rounds() {
        return normals.size();
    }

    boolean hasNext() {
        return round < rounds();
    }

    /** Of a round. */
    Phase phase(long ofRound) {
        return Phase.values()[(int) (ofRound * Phase.values().length / rounds())];
    }

    SignedRound next() {
        BigDecimal normal = normals.get(round);
        List<Sent> sent = new ArrayList<>();
        honest.forEach(feed -> sent.add(signed(feed, normal, NOISE_MAX)));
        switch (phase(round)) {
            case FAR_OFF -> sent.add(farOff(normal));
            case TWO_VALUES -> {
                sent.add(signed(liar, normal, NOISE_MAX));
                sent.add(farOff(normal));
            }
            case REPLAYS -> {
                sent.add(replayed(liar.name()));
                sent.add(replayed(HONEST.get(random.nextInt(HONEST.size()))));
            }
            case SILENT -> {}
        }
        Collections.shuffle(sent, random);
        sent.stream().filter(each -> !each.isForged()).map(Sent::observation).forEach(signed::add);
        return new SignedRound(round++, normal, sent);
    }

    private Sent signed(SigningFeed feed, BigDecimal normal, int noiseMax) {
        int noise = random.nextInt(2 * noiseMax + 1) - noiseMax;
        return sent(feed, normal.add(BigDecimal.valueOf(noise, 2)));
    }

    private Sent farOff(BigDecimal normal) {
        int off = FAR_OFF_MIN + random.nextInt(FAR_OFF_MAX - FAR_OFF_MIN);
        return sent(liar, normal.add(BigDecimal.valueOf(random.nextBoolean() ? off : -off, 2)));
    }

    private Sent sent(SigningFeed feed, BigDecimal value) {
        return new Sent(feed.sign(text, INSTRUMENT, round, value), false);
    }

    /** Of an older round, as if it were of this one. */
    private Sent replayed(String feed) {
        Observation old;
        do {
            old = signed.get(random.nextInt(signed.size()));
        } while (!old.feed().equals(feed));
        return new Sent(
                new Observation(feed, INSTRUMENT, round, old.value(), old.signature()), true);
    }
}
