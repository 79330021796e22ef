package io.oncestream.job.anomalies;

import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestMapper;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;

/**
 * A forest as bytes: a byte that says how they are written, and the library's own state by Java's
 * serialization, which knows fields by their names: one that a later version adds moves no other.
 * Only the library's classes are read. What cannot be read fails the job: a forest that begins anew
 * would forget without a word.
 */
final class ForestBytes {

    private static final int SERIALIZED_STATE = 1;

    private static final ObjectInputFilter OF_FORESTS =
            ObjectInputFilter.Config.createFilter(
                    "maxdepth=20;maxarray=10000000;"
                            + "com.amazon.randomcutforest.**;java.lang.*;java.util.*;!*");

    private ForestBytes() {}

    static byte[] write(ThresholdedRandomCutForest forest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(SERIALIZED_STATE);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ThresholdedRandomCutForestMapper().toState(forest));
        } catch (IOException e) {
            throw new UncheckedIOException("a forest cannot be written", e);
        }
        return bytes.toByteArray();
    }

    static ThresholdedRandomCutForest read(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != SERIALIZED_STATE) {
            throw new IllegalStateException(
                    "a forest in the state is written in format %s, of which this build knows"
                                    .formatted(bytes.length == 0 ? "none" : bytes[0])
                            + " nothing: resume with the build that wrote it, or a later one");
        }
        InputStream body = new ByteArrayInputStream(bytes, 1, bytes.length - 1);
        try (ObjectInputStream in = new LibraryInput(body)) {
            in.setObjectInputFilter(OF_FORESTS);
            return new ThresholdedRandomCutForestMapper()
                    .toModel((ThresholdedRandomCutForestState) in.readObject());
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw new IllegalStateException(
                    "a forest in the state cannot be read: resume with the build that wrote it,"
                            + " or start with --fresh",
                    e);
        }
    }

    /** Finds the library where this class was found: in the job's jar. */
    private static final class LibraryInput extends ObjectInputStream {

        LibraryInput(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description)
                throws ClassNotFoundException {
            return Class.forName(description.getName(), false, ForestBytes.class.getClassLoader());
        }
    }
}
