package io.headroom.api.plugin;

import java.io.IOException;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One place that providers are loaded from: the application, or one entry of a plugin folder. It knows how to ask its class loader or
 * module layer, and leaves out what the loader only inherits from its parents.
 */
final class PluginOrigin {
    /** So many broken providers of one jar are named; it also bounds the loop should a loader fail again and again. */
    private static final int MOST_FAULTS = 20;

    private final String source;
    private final Services services;
    private final Predicate<Class<?>> own;
    private final Closing closing;

    /** Asks for the providers of a service. */
    interface Services {
        <T> ServiceLoader<T> of(Class<T> service);
    }

    /** Gives back what was opened. */
    interface Closing {
        void close() throws IOException;
    }

    private PluginOrigin(String source, Services services, Predicate<Class<?>> own, Closing closing) {
        this.source = source;
        this.services = services;
        this.own = own;
        this.closing = closing;
    }

    static PluginOrigin application(ClassLoader loader) {
        Services services = new Services() {
            @Override
            public <T> ServiceLoader<T> of(Class<T> service) {
                return ServiceLoader.load(service, loader);
            }
        };
        return new PluginOrigin("application", services, type -> true, () -> {});
    }

    static PluginOrigin layer(String source, ModuleLayer layer) {
        Services services = new Services() {
            @Override
            public <T> ServiceLoader<T> of(Class<T> service) {
                return ServiceLoader.load(layer, service);
            }
        };
        return new PluginOrigin(source, services, type -> type.getModule().getLayer() == layer, () -> {});
    }

    static PluginOrigin classPath(String source, URLClassLoader loader) {
        Services services = new Services() {
            @Override
            public <T> ServiceLoader<T> of(Class<T> service) {
                return ServiceLoader.load(service, loader);
            }
        };
        return new PluginOrigin(source, services, type -> type.getClassLoader() == loader, loader::close);
    }

    /** The file name for messages, or {@code application}. */
    String source() {
        return source;
    }

    /** The providers of a service that lie here, ordered by class name; each fault on the way goes to {@code faults}. */
    <T> List<ServiceLoader.Provider<T>> providers(Class<T> service, Consumer<Throwable> faults) {
        List<ServiceLoader.Provider<T>> found = new ArrayList<>();
        int faultCount = 0;
        try {
            Spliterator<ServiceLoader.Provider<T>> stream =
                    services.of(service).stream().spliterator();
            boolean more = true;
            while (more && faultCount < MOST_FAULTS) {
                try {
                    more = stream.tryAdvance(found::add);
                } catch (ServiceConfigurationError | LinkageError fault) {
                    // The loader goes on behind the broken provider.
                    faultCount++;
                    faults.accept(fault);
                }
            }
        } catch (ServiceConfigurationError | LinkageError fault) {
            faults.accept(fault);
        }
        found.removeIf(provider -> !own.test(provider.type()));
        found.sort(Comparator.comparing(provider -> provider.type().getName()));
        return found;
    }

    void close() throws IOException {
        closing.close();
    }
}
