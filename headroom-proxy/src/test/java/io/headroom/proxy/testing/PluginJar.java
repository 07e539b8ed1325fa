package io.headroom.proxy.testing;

import io.headroom.api.compress.Compressor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A plugin in a jar of its own, as a third party would ship it: compiled against the API alone. */
public final class PluginJar {
    private static final String SOURCE = """
            package org.example.plugin;

            import io.headroom.api.compress.*;
            import java.util.Optional;

            public final class TestCompressor implements Compressor {
                @Override public String id() { return "test.compressor"; }
                @Override public int precedence() { return 1; }
                @Override public Optional<Compressed> compress(Content content, CompressionContext context) {
                    %s
                }
                @Override public String decode(String form) throws MalformedFormException {
                    %s
                }
            }
            """;

    private PluginJar() {}

    /** Makes a jar with a compressor in a folder from the bodies of the two methods. */
    public static void write(Path folder, String compress, String decode) {
        write(folder, Compressor.class, "TestCompressor", SOURCE.formatted(compress, decode));
    }

    /** Makes a jar in a folder with one class of the package {@code org.example.plugin}. */
    public static void write(Path folder, Class<?> service, String type, String code) {
        try {
            Path work = Files.createTempDirectory("plugin");
            Path source =
                    Files.createDirectories(work.resolve("org/example/plugin")).resolve(type + ".java");
            Files.writeString(source, code);
            String api = Path.of(Compressor.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
            StringWriter messages = new StringWriter();
            PrintWriter out = new PrintWriter(messages);
            int status = ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(
                            out,
                            out,
                            "-cp",
                            api,
                            "-d",
                            work.toString(),
                            "--release",
                            "17",
                            "-proc:none",
                            source.toString());
            if (status != 0) {
                throw new AssertionError(messages);
            }
            Files.createDirectories(folder);
            pack(work, folder.resolve(type + ".jar"), service, type);
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void pack(Path classes, Path jar, Class<?> service, String type) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path :
                    found.filter(each -> each.toString().endsWith(".class")).toList()) {
                URI name = classes.toUri().relativize(path.toUri());
                out.putNextEntry(new JarEntry(name.getPath()));
                out.write(Files.readAllBytes(path));
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
            out.write(("org.example.plugin." + type + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
