package io.oncestream.bench.file;

import io.oncestream.bench.measure.Contest;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.Contestant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who brings a file into a table. */
public final class FileContest implements Contest {

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Map<String, Contestant> contestants() {
        Map<String, Contestant> all = new LinkedHashMap<>();
        all.put("oncestream", OncestreamFile::prepare);
        all.put("oncestream" + ContestCommand.AGAIN, OncestreamFile::prepare);
        all.put("flink-sql-batch", FlinkSqlFile::prepare);
        all.put("flink-sql-batch-tuned", FlinkSqlFile::prepareTuned);
        all.put("duckdb", DuckDbFile::prepare);
        all.put("java-copy", JavaCopyFile::prepare);
        return all;
    }
}
