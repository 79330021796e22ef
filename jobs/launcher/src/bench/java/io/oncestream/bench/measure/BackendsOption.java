package io.oncestream.bench.measure;

import java.util.List;
import picocli.CommandLine.Option;

/** Flink's state backends, of which each makes cases of its own. */
public final class BackendsOption {

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Flink's state backends, a case each; who is no Flink has none. Default:"
                            + " hashmap,rocksdb.")
    private List<String> backends = List.of("hashmap", "rocksdb");

    public List<String> names() {
        return backends;
    }
}
