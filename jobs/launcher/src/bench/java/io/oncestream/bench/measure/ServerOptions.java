package io.oncestream.bench.measure;

import io.oncestream.launcher.failure.UsageException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which servers of its own a benchmark over several databases starts. */
public final class ServerOptions {

    private static final int DELAY_MILLIS_MAX = 100;
    private static final int COUNT_MAX = 64;

    @Option(
            names = "--databases",
            paramLabel = "N",
            split = ",",
            description =
                    "How many databases, each on a server of its own; a case each. Default:"
                            + " ${DEFAULT-VALUE}.")
    private List<Integer> counts;

    @Option(
            names = "--kinds",
            paramLabel = "KIND",
            split = ",",
            description =
                    "What the servers are, in turns: postgresql or mariadb. With"
                            + " postgresql,mariadb each second one is a MariaDB. Default:"
                            + " postgresql.")
    private List<ServerKind> kinds = List.of(ServerKind.postgresql);

    @Option(
            names = "--fsync-delay-millis",
            paramLabel = "N",
            description =
                    "How much longer a commit takes in each server than its disk needs, 0 to 100."
                            + " Default: ${DEFAULT-VALUE}.")
    private int fsyncDelayMillis;

    private int spares;

    /** With defaults. */
    public ServerOptions(List<Integer> counts, int fsyncDelayMillis) {
        this.counts = counts;
        this.fsyncDelayMillis = fsyncDelayMillis;
    }

    /** With so many servers more than the greatest case has databases. */
    public ServerOptions withSpares(int count) {
        spares = count;
        return this;
    }

    /** Refuses servers of another kind. */
    public void requireOnly(ServerKind kind) {
        if (!Set.copyOf(kinds).equals(Set.of(kind))) {
            throw new UsageException("--kinds: this benchmark has only " + kind);
        }
    }

    /** A case for each number of databases, with no other settings yet. */
    public List<Case> cases() {
        Bounds.check("--fsync-delay-millis", fsyncDelayMillis, 0, DELAY_MILLIS_MAX);
        List<Case> cases = new ArrayList<>();
        for (int count : counts) {
            Bounds.check("--databases", count, 1, COUNT_MAX);
            cases.add(
                    new Case(count + (count == 1 ? "-database" : "-databases"), Map.of())
                            .with(OwnDatabase.COUNT, count)
                            .with("kinds", kinds)
                            .with("fsync-delay-millis", fsyncDelayMillis));
        }
        return cases;
    }

    /** Of the greatest case. */
    public int most() {
        return counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /**
     * Starts as many as the greatest case has, and the spares; returns what contestants must know of them.
     *
     * @param out takes lines about how long a commit takes in each
     */
    public Map<String, String> start(Servers servers, Consumer<String> out)
            throws IOException, InterruptedException, SQLException {
        List<String> urls = new ArrayList<>();
        List<String> pids = new ArrayList<>();
        for (int i = 0; i < most() + spares; i++) {
            ServerKind kind = kinds.get(i % kinds.size());
            Servers.Server server =
                    servers.startEmpty(
                            kind + "-" + (i + 1),
                            kind.starter(fsyncDelayMillis),
                            kind.stopSignal());
            String url = kind.url(server.port());
            urls.add(url);
            pids.add(Long.toString(server.pid()));
            out.accept(LoneCommit.measure(url).line(kind + "-" + (i + 1), fsyncDelayMillis));
        }
        return Map.of(
                OwnDatabase.SERVERS,
                String.join(" ", urls),
                Child.SERVER_PIDS,
                String.join(" ", pids));
    }
}
