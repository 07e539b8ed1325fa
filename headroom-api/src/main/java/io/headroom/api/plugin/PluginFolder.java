package io.headroom.api.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Opens the entries of one plugin folder, each for itself: in a module layer of its own, or in a class loader of its own where the
 * application runs on the class path. So a broken jar, one for a newer Java, or two with the same package harm nobody else.
 */
final class PluginFolder {
    private static final String API = "io.headroom.api";

    private final Path directory;
    private final ClassLoader application;
    private final Consumer<PluginReport> skipped;

    PluginFolder(Path directory, ClassLoader application, Consumer<PluginReport> skipped) {
        this.directory = directory;
        this.application = application;
        this.skipped = skipped;
    }

    /** Opens what can be opened and reports the rest. */
    List<PluginOrigin> open() {
        List<PluginOrigin> origins = new ArrayList<>();
        try {
            if (!Files.isDirectory(directory)) {
                return origins;
            }
            refuseSharedWrites(directory);
            for (Path entry : entries()) {
                openEntry(entry, origins);
            }
        } catch (PluginRefusedException | IOException | UncheckedIOException | SecurityException e) {
            skip(directory, message(e));
        }
        return origins;
    }

    private void openEntry(Path entry, List<PluginOrigin> origins) {
        try {
            refuseSharedWrites(entry);
            List<Path> jars = Files.isDirectory(entry) ? jarsIn(entry) : List.of(entry);
            for (Path jar : jars) {
                refuseSharedWrites(jar);
                refuseBroken(jar);
            }
            if (!jars.isEmpty()) {
                origins.add(open(entry, jars));
            }
        } catch (FindException e) {
            skip(entry, message(e) + missingModuleHint(e));
        } catch (PluginRefusedException
                | IOException
                | UncheckedIOException
                | ResolutionException
                | LayerInstantiationException
                | LinkageError
                | SecurityException e) {
            skip(entry, message(e));
        }
    }

    private PluginOrigin open(Path entry, List<Path> jars) throws IOException, PluginRefusedException {
        ModuleLayer parent = PluginFolder.class.getModule().getLayer();
        return parent == null ? inLoader(entry, jars) : inLayer(entry, parent);
    }

    private PluginOrigin inLoader(Path entry, List<Path> jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        URLClassLoader loader =
                new URLClassLoader("plugin " + entry.getFileName(), urls.toArray(URL[]::new), application);
        return PluginOrigin.classPath(entry.toString(), loader);
    }

    private PluginOrigin inLayer(Path entry, ModuleLayer parent) throws PluginRefusedException {
        ModuleFinder finder = ModuleFinder.of(entry);
        Set<String> names = new TreeSet<>();
        for (ModuleReference module : finder.findAll()) {
            names.add(module.descriptor().name());
        }
        if (names.contains(API)) {
            throw new PluginRefusedException(
                    "it holds a copy of headroom-api: remove that jar, the application brings its own");
        }
        // The plugin's own libraries come before the application's, so that it runs with what it was built with.
        Configuration configuration = parent.configuration().resolve(finder, ModuleFinder.of(), names);
        ClassLoader apiLoader = PluginFolder.class.getClassLoader();
        return PluginOrigin.layer(entry.toString(), parent.defineModulesWithOneLoader(configuration, apiLoader));
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(PluginFolder::visible)
                    .filter(child -> isJar(child) || Files.isDirectory(child))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(PluginFolder::visible)
                    .filter(PluginFolder::isJar)
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static boolean visible(Path path) {
        return !path.getFileName().toString().startsWith(".");
    }

    private static boolean isJar(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar") && !Files.isDirectory(path);
    }

    /** Whoever can write here can run code as the user, so nobody else may. */
    private static void refuseSharedWrites(Path path) throws IOException, PluginRefusedException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new PluginRefusedException(
                    "others than its owner may write to " + path + ": run chmod go-w '" + path + "'");
        }
    }

    /** A class loader would pass over a broken jar in silence. */
    private static void refuseBroken(Path jar) throws PluginRefusedException {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.size() == 0) {
                throw new PluginRefusedException(jar.getFileName() + " is empty");
            }
        } catch (IOException e) {
            throw new PluginRefusedException(jar.getFileName() + " is not a jar that can be read: " + message(e));
        }
    }

    private static String missingModuleHint(FindException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Module java.") || message.startsWith("Module jdk.")
                ? "; start Java with --add-modules and that name"
                : "";
    }

    private void skip(Path path, String why) {
        skipped.accept(new PluginReport(
                path.toString(), String.valueOf(path.getFileName()), "", "", PluginReport.Status.SKIPPED, why));
    }

    /** The words of a fault and of its causes; they add up, such as "Error reading module: x.jar: Unsupported major.minor version". */
    private static String message(Throwable fault) {
        StringBuilder words = new StringBuilder();
        for (Throwable e = fault; e != null; e = e.getCause()) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            if (words.indexOf(message) < 0) {
                words.append(words.length() == 0 ? "" : ": ").append(message);
            }
        }
        return words.toString();
    }
}
