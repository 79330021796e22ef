package io.oncestream.launcher.lock;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A resource of a domain. */
record LockTarget(String domain, String resource) {

    /** Reads {@code DOMAIN/NAME}; the name may have slashes in it. */
    static final class Converter implements ITypeConverter<LockTarget> {
        @Override
        public LockTarget convert(String text) {
            int slash = text.indexOf('/');
            if (slash < 1 || slash == text.length() - 1) {
                throw new TypeConversionException(
                        "'%s' is no resource: give DOMAIN/NAME, as shop/till-1".formatted(text));
            }
            return new LockTarget(text.substring(0, slash), text.substring(slash + 1));
        }
    }
}
