package io.headroom.api.plugin;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The plugins of a {@link PluginSource}. Implementations are created when their plugin point is first asked for, once, with the checks
 * of {@link PluginReport}: an id of the allowed form, taken by no other, and with a dot unless the plugin is one of ours. Thread-safe.
 *
 * <p>Closing it closes the jars; do so when no plugin is in use any more.
 */
public final class Plugins implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("[a-z0-9.-]{1,64}");
    private static final String OURS = "io.headroom.";

    private final List<PluginOrigin> origins;
    private final Set<String> disabled;
    private final List<PluginReport> unopened;
    // Guarded by this.
    private final Map<PluginPoint<?>, Map<String, Loaded>> loaded = new HashMap<>();
    private final Map<PluginPoint<?>, List<PluginReport>> reports = new HashMap<>();

    /** An implementation and the place that it came from. */
    private record Loaded(Object implementation, String source) {}

    private Plugins(List<PluginOrigin> origins, Set<String> disabled, List<PluginReport> unopened) {
        this.origins = List.copyOf(origins);
        this.disabled = disabled;
        this.unopened = List.copyOf(unopened);
    }

    static Plugins open(PluginSource source) {
        List<PluginReport> unopened = new ArrayList<>();
        List<PluginOrigin> origins = new ArrayList<>();
        origins.add(PluginOrigin.application(source.application()));
        for (Path directory : source.directories()) {
            origins.addAll(new PluginFolder(directory, source.application(), unopened::add).open());
        }
        return new Plugins(origins, source.disabled(), unopened);
    }

    /**
     * The implementations of a plugin point: the application's first, then those of the folders in their order; within one jar by class
     * name.
     *
     * @param service the plugin point, such as {@link io.headroom.api.compress.Compressor}
     * @param <T> its type
     * @return the implementations, unmodifiable; the same objects each time
     * @throws IllegalArgumentException if {@code service} is not one of the interfaces that plugins implement
     */
    public <T> List<T> all(Class<T> service) {
        PluginPoint<T> point = PluginPoint.of(service);
        return load(point).values().stream()
                .map(one -> service.cast(one.implementation()))
                .toList();
    }

    /**
     * What came of each plugin and of each jar that could not be opened. Asking for it loads every plugin point.
     *
     * @return the reports: jars that could not be opened, then plugin point by plugin point
     */
    public synchronized List<PluginReport> reports() {
        List<PluginReport> all = new ArrayList<>(unopened);
        for (PluginPoint<?> point : PluginPoint.all()) {
            load(point);
            all.addAll(reports.getOrDefault(point, List.of()));
        }
        return List.copyOf(all);
    }

    /** Closes the jars. A jar that cannot be closed is left to the end of the process. */
    @Override
    public void close() {
        for (PluginOrigin origin : origins) {
            try {
                origin.close();
            } catch (IOException e) {
                System.getLogger(Plugins.class.getName())
                        .log(System.Logger.Level.DEBUG, () -> "Cannot close " + origin.source(), e);
            }
        }
    }

    private synchronized <T> Map<String, Loaded> load(PluginPoint<T> point) {
        Map<String, Loaded> known = loaded.get(point);
        if (known != null) {
            return known;
        }
        Map<String, Loaded> found = new LinkedHashMap<>();
        List<PluginReport> results = new ArrayList<>();
        Set<String> faults = new HashSet<>();
        for (PluginOrigin origin : origins) {
            List<ServiceLoader.Provider<T>> providers = origin.providers(point.type(), fault -> {
                // A folder's loader also meets what is broken in the application: tell it once, of the first.
                if (faults.add(String.valueOf(fault.getMessage()))) {
                    results.add(broken(point, origin, fault));
                }
            });
            for (ServiceLoader.Provider<T> provider : providers) {
                results.add(add(point, origin, provider, found));
            }
        }
        loaded.put(point, found);
        reports.put(point, results);
        return found;
    }

    private static PluginReport broken(PluginPoint<?> point, PluginOrigin origin, Throwable fault) {
        String name = Path.of(origin.source()).getFileName().toString();
        return new PluginReport(
                origin.source(), name, point.type().getSimpleName(), "", PluginReport.Status.SKIPPED, reason(fault));
    }

    private <T> PluginReport add(
            PluginPoint<T> point, PluginOrigin origin, ServiceLoader.Provider<T> provider, Map<String, Loaded> found) {
        Class<?> type = provider.type();
        String source = source(origin, type);
        String name = type.getName();
        String refusal;
        try {
            T implementation = provider.get();
            String id = point.id().apply(implementation);
            refusal = refusal(point, id, type, found);
            if (refusal.isEmpty()) {
                found.put(id, new Loaded(implementation, source));
            }
            name = id == null ? name : id;
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            refusal = reason(e);
        }
        return new PluginReport(
                source,
                name,
                point.type().getSimpleName(),
                version(type),
                refusal.isEmpty() ? PluginReport.Status.LOADED : PluginReport.Status.SKIPPED,
                refusal);
    }

    /** Why a plugin is not taken, or an empty text. */
    private String refusal(PluginPoint<?> point, String id, Class<?> type, Map<String, Loaded> found) {
        if (id == null || !ID.matcher(id).matches()) {
            return "its id '" + id + "' is not 1 to 64 characters out of a-z 0-9 . -";
        }
        if (point.names() == PluginPoint.Names.DOTTED
                && id.indexOf('.') < 0
                && !type.getName().startsWith(OURS)) {
            return "the id '" + id + "' is reserved: ids without a dot belong to Headroom's own plugins";
        }
        if (disabled.contains(id)) {
            return "it is switched off";
        }
        Loaded other = found.get(id);
        return other == null ? "" : "the id '" + id + "' is taken by the plugin in " + other.source();
    }

    private static String source(PluginOrigin origin, Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        if (code == null
                || code.getLocation() == null
                || !"file".equals(code.getLocation().getProtocol())) {
            return origin.source();
        }
        return Path.of(URI.create(code.getLocation().toString())).toString();
    }

    private static String version(Class<?> type) {
        ModuleDescriptor descriptor = type.getModule().getDescriptor();
        if (descriptor != null && descriptor.rawVersion().isPresent()) {
            return descriptor.rawVersion().get();
        }
        Package itsPackage = type.getPackage();
        return itsPackage == null || itsPackage.getImplementationVersion() == null
                ? ""
                : itsPackage.getImplementationVersion();
    }

    /** The message of the fault and of what caused it, without class names where there are words. */
    private static String reason(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        if (root instanceof UnsupportedClassVersionError) {
            return "it is made for a newer Java than this one ("
                    + Runtime.version().feature() + "): " + message;
        }
        return root instanceof LinkageError || root.getMessage() == null
                ? root.getClass().getSimpleName() + ": " + message
                : message;
    }
}
