package io.oncestream.job.quorum;

import io.oncestream.state.quorum.RoundProgress;
import io.oncestream.state.quorum.RoundVotes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Maps. */
final class MapRoundStore implements RoundStore {

    private RoundProgress progress = RoundProgress.NONE;
    final Map<String, List<Long>> rounds = new HashMap<>();
    final Map<Long, RoundVotes> votes = new TreeMap<>();

    @Override
    public RoundProgress progress() {
        return progress;
    }

    @Override
    public void setProgress(RoundProgress next) {
        progress = next;
    }

    @Override
    public List<Long> rounds(String feed) {
        return rounds.getOrDefault(feed, List.of());
    }

    @Override
    public void setRounds(String feed, List<Long> next) {
        rounds.put(feed, List.copyOf(next));
    }

    @Override
    public RoundVotes votes(long round) {
        return votes.get(round);
    }

    @Override
    public void setVotes(long round, RoundVotes next) {
        votes.put(
                round,
                new RoundVotes(List.copyOf(next.observations()), List.copyOf(next.certified())));
    }

    @Override
    public void removeVotes(long round) {
        votes.remove(round);
    }
}
