package io.headroom.api.plugin;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Compiles a small compressor plugin and packs it into a jar, so that the loader meets what users really drop into a folder. */
final class PluginJar {
    private final String module;
    private final String type;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private Path library;

    private PluginJar(String module, String type) {
        this.module = module;
        this.type = type;
    }

    /** A module with one compressor in the package of the same name. */
    static PluginJar module(String name, String id) {
        PluginJar jar = new PluginJar(name, name + ".Shorten");
        jar.sources.put(
                "module-info.java",
                "module " + name + " { requires io.headroom.api; provides"
                        + " io.headroom.api.compress.Compressor with " + name + ".Shorten; }");
        return jar.compressor("", id);
    }

    /** A jar without {@code module-info}. */
    static PluginJar plain(String packageName, String id) {
        return new PluginJar("", packageName + ".Shorten").compressor("", id);
    }

    /** With a constructor that does this. */
    PluginJar constructing(String statements, String id) {
        return compressor("public Shorten() { " + statements + " }", id);
    }

    /** With another text in place of the module descriptor. */
    PluginJar descriptor(String text) {
        sources.put("module-info.java", text);
        return this;
    }

    /** Compiled against this module too. */
    PluginJar with(Path jar) {
        library = jar;
        return this;
    }

    private PluginJar compressor(String members, String id) {
        String packageName = type.substring(0, type.lastIndexOf('.'));
        sources.put(type.replace('.', '/') + ".java", """
                package %s;
                import io.headroom.api.compress.*;
                public final class Shorten implements Compressor {
                    %s
                    @Override public String id() { return "%s"; }
                    @Override public java.util.Optional<Compressed> compress(Content content, CompressionContext context) {
                        return java.util.Optional.empty();
                    }
                    @Override public String decode(String form) { return form; }
                }
                """.formatted(packageName, members, id));
        return this;
    }

    /** Writes the jar with permissions that the loader accepts. */
    Path write(Path file) throws IOException {
        Path classes = Files.createTempDirectory("plugin");
        compile(classes);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                put(jar, classes.relativize(each).toString().replace('\\', '/'), Files.readAllBytes(each));
            }
            put(
                    jar,
                    "META-INF/services/io.headroom.api.compress.Compressor",
                    (type + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return privately(file);
    }

    /** Takes away what a generous umask gave to the group. */
    static Path privately(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        return path;
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private void compile(Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "--release", "17"));
        String path = apiClasses() + (library == null ? "" : File.pathSeparator + library);
        arguments.addAll(module.isEmpty() ? List.of("-cp", path) : List.of("-p", path, "--module-version", "1.2"));
        Path root = Files.createTempDirectory("plugin-sources");
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = root.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException(messages.toString());
        }
    }

    /** The compiled API, as a path. */
    static String apiClasses() {
        return Path.of(URI.create(PluginSource.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }
}
