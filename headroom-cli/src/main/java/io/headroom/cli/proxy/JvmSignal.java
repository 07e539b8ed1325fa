package io.headroom.cli.proxy;

import java.lang.reflect.Proxy;

/** Listens to a signal of the process. By reflection, since the one class for this is no official API and the compiler would warn of it each time. */
public final class JvmSignal {
    private JvmSignal() {}

    /**
     * Has a signal, such as {@code TERM}, call the action from now on, to the end of the process.
     *
     * @throws ReflectiveOperationException in another JVM, on a system without such a signal, or where the JVM was told to leave it alone
     */
    public static void listen(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours = Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if ("handle".equals(method.getName())) {
                        action.run();
                    }
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    }
}
