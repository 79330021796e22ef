package io.oncestream.connector.format;

import java.util.Locale;

/** How records are written. */
public enum FormatName {
    CSV,
    JSON;

    /** {@link #JSON} for names that end with .json, .jsonl or .ndjson; {@link #CSV} for others. */
    public static FormatName ofFileName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")
                ? JSON
                : CSV;
    }
}
