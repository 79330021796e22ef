package io.oncestream.job.trends;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Labelled data that is no part of the project, beside it. */
final class QualityData {

    private static final Path FOLDER = Path.of("../../../shared/data/quality");

    private QualityData() {}

    /** The rows of a file without quoted fields; where there is none the test is skipped. */
    static List<Map<String, String>> rows(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        assumeTrue(
                Files.exists(file),
                () -> "SKIPPED: quality is not measured, there is no " + file.toAbsolutePath());
        try (InputStream raw = Files.newInputStream(file);
                BufferedReader lines =
                        reader(name.endsWith(".gz") ? new GZIPInputStream(raw) : raw)) {
            String[] header = lines.readLine().split(",", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                if (fields.length == header.length) {
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < header.length; i++) {
                        row.put(header[i], fields[i]);
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
