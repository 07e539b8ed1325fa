package io.headroom.cli;

import io.headroom.api.plugin.PluginSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Plugins for tests: the examples of the documentation as the build has just made them, and those of our own test tree. */
final class ExamplePlugin {
    private ExamplePlugin() {}

    /** Puts the jar of an example there, which the build has made as a project of its own. */
    static Path copy(String example, Path jar) throws IOException {
        Path target = Distribution.target()
                .resolve("../../docs/examples")
                .resolve(example)
                .resolve("target")
                .normalize();
        try (Stream<Path> jars = Files.list(target)) {
            Path built = jars.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in " + target + "; build the examples"));
            return privately(Files.copy(built, jar));
        }
    }

    /** Builds the one whose sources lie in a project folder. */
    static Path build(Path project, Path jar) throws IOException {
        Path classes = Files.createTempDirectory("example-plugin");
        List<String> arguments = new ArrayList<>(List.of(
                "--release", "17", "-proc:none", "-Xlint:all", "-Werror", "-p", api(), "-d", classes.toString()));
        try (Stream<Path> sources = Files.walk(project.resolve("src/main/java"))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> arguments.add(file.toString()));
        }
        run("javac", arguments);
        run(
                "jar",
                List.of(
                        "--create",
                        "--file=" + jar,
                        "--module-version=1.0.0",
                        "-C",
                        classes.toString(),
                        ".",
                        "-C",
                        project.resolve("src/main/resources").toString(),
                        "."));
        return privately(jar);
    }

    /** Takes away what a generous umask gave to the group. */
    static Path privately(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        return path;
    }

    private static String api() {
        return Path.of(URI.create(PluginSource.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    private static void run(String tool, List<String> arguments) {
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int status = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException(tool + " failed: " + messages);
        }
    }
}
