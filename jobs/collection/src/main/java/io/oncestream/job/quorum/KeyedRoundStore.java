package io.oncestream.job.quorum;

import static io.oncestream.function.StateAccess.asked;
import static io.oncestream.function.StateAccess.done;

import io.oncestream.state.quorum.FeedRounds;
import io.oncestream.state.quorum.RoundProgress;
import io.oncestream.state.quorum.RoundVotes;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * An instrument in Flink's keyed state. How far it has come is kept for good; a feed's observations
 * are cleared by its newer ones, and a round with the last of these. Names and types are kept for
 * good.
 */
final class KeyedRoundStore implements RoundStore {

    private final ValueState<RoundProgress> progress;
    private final MapState<String, FeedRounds> rounds;
    private final MapState<Long, RoundVotes> votes;

    KeyedRoundStore(RuntimeContext context) {
        this.progress =
                context.getState(new ValueStateDescriptor<>("progress", RoundProgress.class));
        this.rounds =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "feeds", Types.STRING, TypeInformation.of(FeedRounds.class)));
        this.votes =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "rounds", Types.LONG, TypeInformation.of(RoundVotes.class)));
    }

    @Override
    public RoundProgress progress() {
        RoundProgress known = asked(progress::value);
        return known == null ? RoundProgress.NONE : known;
    }

    @Override
    public void setProgress(RoundProgress next) {
        done(() -> progress.update(next));
    }

    @Override
    public List<Long> rounds(String feed) {
        FeedRounds known = asked(() -> rounds.get(feed));
        return known == null ? List.of() : known.rounds();
    }

    @Override
    public void setRounds(String feed, List<Long> next) {
        done(() -> rounds.put(feed, new FeedRounds(next)));
    }

    @Override
    public @Nullable RoundVotes votes(long round) {
        return asked(() -> votes.get(round));
    }

    @Override
    public void setVotes(long round, RoundVotes next) {
        done(() -> votes.put(round, next));
    }

    @Override
    public void removeVotes(long round) {
        done(() -> votes.remove(round));
    }
}
