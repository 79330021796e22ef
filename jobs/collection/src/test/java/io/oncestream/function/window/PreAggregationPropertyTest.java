package io.oncestream.function.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.reading.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random streams in front of the real operators and of a plain model in which each reading travels
 * by itself: late, out of order, over many keys and few, from subtasks that are idle and ahead of
 * each other, with checkpoints anywhere and restores from them. What the windows emit, each update
 * of a late reading too, and what is set aside is the same.
 *
 * <p>Seen red: without the flush before the watermark, before a barrier and before idleness; where
 * a subtask added up at once after a restore or after it had been idle, or as soon as any
 * checkpoint was complete; where a reading somewhat behind the watermark was added up; where the
 * tasks behind the shuffle did not tell how far they were; where open windows got no timers at a
 * barrier, or none beyond what is kept without them.
 */
class PreAggregationPropertyTest {

    private static final int STEPS = 600;
    private static final long DISORDER = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void allIsAsIfEachReadingHadTravelledByItself(long firstSeed) throws Exception {
        for (long seed = firstSeed * 1_000; seed < firstSeed * 1_000 + 20; seed++) {
            Script script = new Script(seed);
            try (Pipeline naive = new NaivePipeline(script.size, script.slide, script.lateness);
                    PreAggregatedPipeline real =
                            new PreAggregatedPipeline(script.size, script.slide, script.lateness)) {
                script.play(naive);
                new Script(seed).play(real);
                assertThat(real.summaries())
                        .as("summaries, seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(naive.summaries());
                assertThat(real.late())
                        .as("late readings, seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(naive.late());
            }
        }
    }

    /** What a seed makes of the sources; the same whatever it is played to. */
    private static final class Script {
        private static final long[][] WINDOWS = {{100, 100}, {300, 100}, {250, 100}, {7, 7}};

        private final Random random;
        private final long size;
        private final long slide;
        private final long lateness;
        private final int keys;
        private final long[] times = new long[Pipeline.READERS];
        private final long[] watermarks = new long[Pipeline.READERS];
        private final boolean[] idle = new boolean[Pipeline.READERS];
        private boolean hasCheckpoint;

        Script(long seed) {
            random = new Random(seed);
            long[] window = WINDOWS[random.nextInt(WINDOWS.length)];
            size = window[0];
            slide = window[1];
            lateness = random.nextBoolean() ? 0 : random.nextInt(300);
            keys = random.nextBoolean() ? 1 : 5;
            Arrays.fill(watermarks, Long.MIN_VALUE);
        }

        void play(Pipeline pipeline) throws Exception {
            for (int step = 0; step < STEPS; step++) {
                int reader = random.nextInt(Pipeline.READERS);
                int action = random.nextInt(100);
                if (action < 75) {
                    read(pipeline, reader);
                } else if (action < 92) {
                    watermark(pipeline, reader);
                } else if (action < 94) {
                    idle[reader] = true;
                    pipeline.idle(reader, true);
                } else if (action < 99) {
                    pipeline.checkpoint();
                    hasCheckpoint = true;
                } else if (hasCheckpoint) {
                    restore(pipeline);
                }
            }
            for (int reader = 0; reader < Pipeline.READERS; reader++) {
                activate(pipeline, reader);
                pipeline.watermark(reader, Long.MAX_VALUE);
            }
        }

        private void read(Pipeline pipeline, int reader) throws Exception {
            times[reader] += random.nextInt(30);
            long time = times[reader] - (random.nextInt(4) == 0 ? random.nextInt(900) : 0);
            String key = "k" + (int) (keys * Math.pow(random.nextDouble(), 3));
            double value = random.nextInt(1_000) / 10.0;
            pipeline.read(reader, new Reading(key, Instant.ofEpochMilli(time), value, 0));
        }

        private void watermark(Pipeline pipeline, int reader) throws Exception {
            long next = times[reader] - random.nextInt((int) DISORDER);
            if (next > watermarks[reader]) {
                watermarks[reader] = next;
                activate(pipeline, reader);
                pipeline.watermark(reader, next);
            }
        }

        private void activate(Pipeline pipeline, int reader) throws Exception {
            if (idle[reader]) {
                idle[reader] = false;
                pipeline.idle(reader, false);
            }
        }

        /** Event time begins anew in each reader, from wherever it now is. */
        private void restore(Pipeline pipeline) throws Exception {
            Arrays.fill(watermarks, Long.MIN_VALUE);
            Arrays.fill(idle, false);
            for (int reader = 0; reader < Pipeline.READERS; reader++) {
                times[reader] -= random.nextInt(500);
            }
            pipeline.restore();
        }
    }
}
