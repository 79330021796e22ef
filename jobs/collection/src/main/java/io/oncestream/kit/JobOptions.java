package io.oncestream.kit;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import java.util.List;

/** The options of a job, of which each has these groups beside its own. */
public interface JobOptions {

    SourceOptions<?> source();

    DatabaseOptions database();

    ExecutionOptions execution();

    /** The tables that it writes with these options, its result first. */
    List<String> tables();
}
