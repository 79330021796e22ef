package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One run that writes {@link Accounts}: all instances of its sink, checkpoint by checkpoint. */
final class AccountsRun implements AutoCloseable {
    private static final int TRANSFERS = 5;

    private final Accounts accounts;
    private final List<SinkOperator<Accounts.Transfer>> instances = new ArrayList<>();
    private final Random random;

    /** What a run is made with. */
    record Setting(
            String run, int parallelism, StartPolicy policy, long cutsKept, FailurePoint failure) {

        static Setting of(String run, int parallelism) {
            return new Setting(run, parallelism, StartPolicy.REFUSE, 100, FailurePoint.NONE);
        }

        Setting with(StartPolicy other) {
            return new Setting(run, parallelism, other, cutsKept, failure);
        }

        Setting with(FailurePoint other) {
            return new Setting(run, parallelism, policy, cutsKept, other);
        }

        Setting keeping(long cuts) {
            return new Setting(run, parallelism, policy, cuts, failure);
        }
    }

    AccountsRun(Accounts accounts, Setting setting) throws Exception {
        this(accounts, accounts.participants(), setting);
    }

    AccountsRun(Accounts accounts, List<Participant> participants, Setting setting)
            throws Exception {
        this.accounts = accounts;
        random = new Random(setting.run().hashCode());
        SinkOptions usual = SinkHarness.options(participants.get(0).address());
        SinkOptions options =
                new SinkOptions(
                        participants,
                        usual.name(),
                        setting.policy(),
                        setting.cutsKept(),
                        usual.backoff(),
                        usual.heapBytesMax(),
                        setting.failure(),
                        setting.run());
        for (int i = 0; i < setting.parallelism(); i++) {
            instances.add(
                    new SinkOperator<>(
                            SinkHarness.job(setting.run()),
                            new JdbcTwoPhaseCommitSink<>(options, Accounts.routes()),
                            i,
                            setting.parallelism()));
        }
    }

    static AccountsRun begin(Accounts accounts, Setting setting) throws Exception {
        AccountsRun run = new AccountsRun(accounts, setting);
        run.start();
        return run;
    }

    static AccountsRun resume(Accounts accounts, Setting setting, List<Checkpoint> checkpoint)
            throws Exception {
        AccountsRun run = new AccountsRun(accounts, setting);
        try {
            run.resume(checkpoint);
        } catch (Throwable e) {
            run.close();
            throw e;
        }
        return run;
    }

    void start() throws Exception {
        accounts.restored(0);
        for (SinkOperator<Accounts.Transfer> each : instances) {
            each.start();
        }
    }

    void resume(List<Checkpoint> checkpoint) throws Exception {
        accounts.restored(checkpoint.get(0).id());
        for (int i = 0; i < instances.size(); i++) {
            instances.get(i).resume(SinkHarness.rescaled(checkpoint, instances.size(), i));
        }
    }

    /** Some transfers in each instance. */
    void write() throws Exception {
        for (int i = 0; i < instances.size(); i++) {
            write(i);
        }
    }

    void write(int subtask) throws Exception {
        for (int i = 0; i < TRANSFERS; i++) {
            instances
                    .get(subtask)
                    .write(accounts.move(random.nextInt(1000), subtask, instances.size()));
        }
    }

    void finish(int subtask) throws Exception {
        instances.get(subtask).finish();
    }

    List<Checkpoint> snapshot(long checkpointId) throws Exception {
        accounts.taken(checkpointId);
        List<Checkpoint> checkpoint = new ArrayList<>();
        for (SinkOperator<Accounts.Transfer> each : instances) {
            checkpoint.add(each.snapshot(checkpointId));
        }
        return checkpoint;
    }

    void snapshot(long checkpointId, int subtask) throws Exception {
        instances.get(subtask).snapshot(checkpointId);
    }

    void complete(long checkpointId) throws Exception {
        for (int i = 0; i < instances.size(); i++) {
            complete(checkpointId, i);
        }
    }

    void complete(long checkpointId, int subtask) throws Exception {
        instances.get(subtask).complete(checkpointId);
    }

    /** A whole checkpoint, with some transfers before it. */
    List<Checkpoint> checkpoint(long checkpointId) throws Exception {
        write();
        List<Checkpoint> checkpoint = snapshot(checkpointId);
        complete(checkpointId);
        return checkpoint;
    }

    @Override
    public void close() throws Exception {
        for (SinkOperator<Accounts.Transfer> each : instances) {
            each.close();
        }
    }
}
