package io.oncestream.kit;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import java.util.List;
import java.util.Map;

/** The options of a job, of which each has these groups beside its own. */
public interface JobOptions {

    SourceOptions<?> source();

    DatabaseOptions database();

    ExecutionOptions execution();

    /**
     * The values of its own options that decide what its state means, by their names, such as
     * {@code --window}: a resume with another is refused. Those of how records are read are among
     * them already.
     */
    default Map<String, String> decidingState() {
        return Map.of();
    }

    /** The tables that it writes with these options, its result first. */
    List<String> tables();
}
