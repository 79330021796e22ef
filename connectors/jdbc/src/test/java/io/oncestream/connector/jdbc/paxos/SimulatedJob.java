package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.SinkFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One submission of a job: its attempts, and the checkpoints that they have completed. */
final class SimulatedJob {

    final String lineage;
    final String run;
    private final Optional<Snapshot> base;
    private final Simulation simulation;
    private final List<Snapshot> completed = new ArrayList<>();
    private final List<SimulatedAttempt> zombies = new ArrayList<>();
    private SimulatedAttempt attempt;
    private int attempts;

    /** The longer the more often it has failed, as Flink's: else two runs hinder each other on. */
    private int pause;

    private long checkpoint;

    SimulatedJob(String lineage, String run, Optional<Snapshot> base, Simulation simulation) {
        this.lineage = lineage;
        this.run = run;
        this.base = base;
        this.simulation = simulation;
        this.checkpoint = base.map(from -> from.id().checkpoint()).orElse(0L);
        start();
    }

    private void start() {
        attempts++;
        attempt =
                new SimulatedAttempt(
                        this, attempts, 1 + simulation.any(5) / 2, newest(), simulation);
    }

    Optional<Snapshot> newest() {
        return completed.isEmpty() ? base : Optional.of(completed.get(completed.size() - 1));
    }

    boolean isAlive() {
        return attempt != null;
    }

    boolean isGone() {
        return !isAlive() && zombies.isEmpty();
    }

    boolean isFinished() {
        return isAlive() && attempt.isFinished();
    }

    /** What was running goes on for a while, and does not know. */
    void stop() {
        if (isAlive()) {
            simulation.note(run, "is stopped");
            zombies.add(attempt);
            attempt = null;
        }
    }

    void crash() {
        if (isAlive()) {
            stop();
            start();
        }
    }

    void step() {
        if (pause > 0) {
            pause--;
        } else if (isAlive()) {
            try {
                attempt.step();
            } catch (SinkFailure e) {
                simulation.requireOthers(lineage, e);
                stop();
            } catch (IllegalStateException e) {
                crash();
                pause = simulation.any(1 << Math.min(attempts, 9));
            }
        }
    }

    void stepZombie() {
        if (!zombies.isEmpty()) {
            SimulatedAttempt zombie = zombies.get(simulation.any(zombies.size()));
            try {
                zombie.step();
            } catch (SinkFailure | IllegalStateException e) {
                // Nobody hears of it.
            }
            if (simulation.isLikely(3)) {
                zombies.remove(zombie);
            }
        }
    }

    void checkpoint(boolean last) {
        if (isAlive()) {
            attempt.checkpoint(last);
        }
    }

    long nextCheckpoint() {
        return ++checkpoint;
    }

    void completed(Snapshot snapshot, boolean isSavepoint) {
        if (!isSavepoint) {
            completed.add(snapshot);
        }
        simulation.completed(lineage, snapshot);
        if (isSavepoint) {
            simulation.branch(this, snapshot);
        }
    }
}
