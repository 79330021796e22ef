package io.oncestream.launcher.console;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Ctrl-C, a termination request and a closed terminal, handed to the program instead of ending it.
 *
 * <p>A shutdown hook would not do: Flink's own hooks run beside it and take away what a savepoint
 * needs. The compiler warns about sun.misc.Signal and cannot be told not to, hence the reflection.
 */
public final class Interrupts {

    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private Interrupts() {}

    /**
     * From now on these signals only call the handler.
     *
     * @param handler called in a thread of the JVM's with the exit code that shells expect, 128 and
     *     the signal's number
     */
    public static void handle(IntConsumer handler) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            Interrupts.class.getClassLoader(),
                            new Class<?>[] {handlerType},
                            (self, method, arguments) -> {
                                if (!method.getName().equals("handle")) {
                                    return method.invoke(handler, arguments);
                                }
                                int number =
                                        (int)
                                                signalType
                                                        .getMethod("getNumber")
                                                        .invoke(arguments[0]);
                                handler.accept(128 + number);
                                return null;
                            });
            for (String name : SIGNALS) {
                Object signal = signalType.getConstructor(String.class).newInstance(name);
                signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this Java has no sun.misc.Signal", e);
        }
    }
}
