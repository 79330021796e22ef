package io.oncestream.connector.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wanted fields of one JSON object at a time; all others are passed over without being kept.
 * Not thread-safe.
 */
final class JsonFields extends TextFields {

    private static final int NESTING_MAX = 1_000;
    private static final int NAME_CHARS_MAX = 1_000;
    private static final int NUMBER_CHARS_MAX = 1_000;

    /** What a wanted path has left when the objects that are read are not on it. */
    private static final int OFF_PATH = -1;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    // Names at random would fill the JVM's own table, which nothing empties.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // Names are kept up to a number: colliding ones cost time and nothing else.
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(NESTING_MAX)
                                    .maxNameLength(NAME_CHARS_MAX)
                                    .maxNumberLength(NUMBER_CHARS_MAX)
                                    .maxStringLength(CsvLimits.DEFAULT.recordBytes())
                                    .build())
                    .build();

    private final String[] paths;
    private final @Nullable String[] texts;

    /** Which of the texts are true or false, and no texts in JSON. */
    private final boolean[] booleans;

    /** Which of the texts are numbers of JSON. */
    private final boolean[] numbers;

    JsonFields(List<WantedColumn> columns, FieldRules rules) {
        super(columns, rules, "field");
        this.paths = columns.stream().map(WantedColumn::name).toArray(String[]::new);
        this.texts = new String[paths.length];
        this.booleans = new boolean[paths.length];
        this.numbers = new boolean[paths.length];
    }

    @Override
    public boolean isThere(int field) {
        return texts[field] != null;
    }

    @Override
    String read(int field) throws BadFieldException {
        String text = readBool(field);
        if (booleans[field]) {
            throw isNot(field, text);
        }
        return text;
    }

    @Override
    boolean hasPoint(int field) {
        return numbers[field];
    }

    @Override
    String readBool(int field) throws BadFieldException {
        String text = texts[field];
        if (text == null) {
            throw new BadFieldException("there is no field " + paths[field]);
        }
        return text;
    }

    /** JSON's escapes can write half of a surrogate pair, which no UTF-8 can. */
    @Override
    public String text(int field, int charactersMax) throws BadFieldException {
        String text = super.text(field, charactersMax);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))
                    && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                throw new BadFieldException(use(field) + " holds half of a surrogate pair");
            }
        }
        return text;
    }

    /** Takes the object that the bytes hold as the one that this is from now on. */
    void take(byte[] bytes, int offset, int length) throws BadFieldException {
        Arrays.fill(texts, null);
        Arrays.fill(booleans, false);
        try (JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadFieldException("is no JSON object");
            }
            readObject(parser, new int[paths.length]);
            if (parser.nextToken() != null) {
                throw new BadFieldException("something follows the JSON object");
            }
        } catch (StreamConstraintsException e) {
            throw new BadFieldException(
                    "the JSON is nested deeper than %,d levels or has a name or a number over %,d characters"
                            .formatted(NESTING_MAX, NAME_CHARS_MAX));
        } catch (JsonEOFException e) {
            throw new BadFieldException("the JSON ends too early");
        } catch (IOException e) {
            throw new BadFieldException("is no JSON");
        }
    }

    /**
     * Reads to the object's end.
     *
     * @param from at which character of each path its names in this object begin, or {@link
     *     #OFF_PATH}
     */
    private void readObject(JsonParser parser, int[] from) throws IOException, BadFieldException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            for (int i = 0; i < paths.length; i++) {
                if (from[i] != OFF_PATH && isRest(paths[i], from[i], name)) {
                    take(i, token, parser);
                }
            }
            int[] below = token == JsonToken.START_OBJECT ? below(from, name) : null;
            if (below == null) {
                parser.skipChildren();
            } else {
                readObject(parser, below);
            }
        }
    }

    private void take(int field, JsonToken token, JsonParser parser)
            throws IOException, BadFieldException {
        if (texts[field] != null) {
            throw new BadFieldException("field " + paths[field] + " is there twice");
        }
        if (token == JsonToken.VALUE_NULL && isNullable(field)) {
            return;
        }
        booleans[field] = token.isBoolean();
        numbers[field] = token.isNumeric();
        texts[field] =
                switch (token) {
                    case VALUE_STRING,
                            VALUE_NUMBER_INT,
                            VALUE_NUMBER_FLOAT,
                            VALUE_TRUE,
                            VALUE_FALSE ->
                            parser.getText();
                    case START_OBJECT -> throw isNot(field, "an object");
                    case START_ARRAY -> throw isNot(field, "an array");
                    default -> throw isNot(field, parser.getText());
                };
    }

    private BadFieldException isNot(int field, String what) {
        return new BadFieldException(
                "field " + paths[field] + " is " + what + ", not a text or a number");
    }

    /** Which paths go on below that name, or null where none does. */
    private int @Nullable [] below(int[] from, String name) {
        int[] below = null;
        for (int i = 0; i < paths.length; i++) {
            int dot = from[i] + name.length();
            if (from[i] != OFF_PATH
                    && paths[i].startsWith(name, from[i])
                    && dot < paths[i].length()
                    && paths[i].charAt(dot) == '.') {
                if (below == null) {
                    below = new int[paths.length];
                    Arrays.fill(below, OFF_PATH);
                }
                below[i] = dot + 1;
            }
        }
        return below;
    }

    private static boolean isRest(String path, int from, String name) {
        return path.length() - from == name.length() && path.startsWith(name, from);
    }
}
