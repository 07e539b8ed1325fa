package io.headroom.api.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.compress.Compressor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real jars in real folders; the tests run as a named module, and {@link #worksOnTheClassPath()} starts a JVM without modules. */
@Tag("PX-1501")
class PluginsTest {
    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = PluginJar.privately(Files.createDirectory(temporary.resolve("plug ins & more")));
    }

    @Test
    void theTestsRunAsANamedModule() {
        assertTrue(Plugins.class.getModule().isNamed());
    }

    @Test
    void loadsAModuleFromAFolder() throws IOException {
        Path jar = PluginJar.module("org.example.one", "example.one").write(folder.resolve("one.jar"));

        try (Plugins plugins = open()) {
            assertEquals(List.of("example.one"), ids(plugins));
            PluginReport report = only(plugins);
            assertEquals(PluginReport.Status.LOADED, report.status());
            assertEquals("1.2", report.version());
            assertEquals("Compressor", report.service());
            assertEquals(jar.toString(), report.source());
        }
    }

    @Test
    void loadsAJarWithoutADescriptor() throws IOException {
        PluginJar.plain("org.example.plain", "example.plain").write(folder.resolve("plain-2.0.jar"));

        try (Plugins plugins = open()) {
            assertEquals(List.of("example.plain"), ids(plugins));
            assertEquals("2.0", only(plugins).version());
        }
    }

    @Test
    void loadsADirectoryOfJarsAsOnePlugin() throws IOException {
        Path directory = PluginJar.privately(Files.createDirectory(folder.resolve("pair")));
        PluginJar.module("org.example.first", "example.first").write(directory.resolve("a.jar"));
        PluginJar.module("org.example.second", "example.second").write(directory.resolve("b.jar"));
        Files.writeString(directory.resolve("NOTICE.txt"), "no jar");

        try (Plugins plugins = open()) {
            assertEquals(List.of("example.first", "example.second"), ids(plugins));
        }
    }

    @Test
    void givesTheSameObjectsEachTime() throws IOException {
        PluginJar.module("org.example.one", "example.one").write(folder.resolve("one.jar"));

        try (Plugins plugins = open()) {
            assertSame(
                    plugins.all(Compressor.class).get(0),
                    plugins.all(Compressor.class).get(0));
        }
    }

    @Test
    void oneBrokenJarHarmsNoOther() throws IOException {
        PluginJar.module("org.example.good", "example.good").write(folder.resolve("good.jar"));
        Files.writeString(folder.resolve("broken.jar"), "this is no jar");
        PluginJar.privately(folder.resolve("broken.jar"));

        try (Plugins plugins = open()) {
            assertEquals(List.of("example.good"), ids(plugins));
            assertSkipped(plugins, "broken.jar", "is not a jar that can be read");
        }
    }

    @Test
    void twoJarsWithTheSamePackageBothLoad() throws IOException {
        PluginJar.plain("org.example.same", "example.a").write(folder.resolve("a.jar"));
        PluginJar.plain("org.example.same", "example.b").write(folder.resolve("b.jar"));

        try (Plugins plugins = open()) {
            assertEquals(List.of("example.a", "example.b"), ids(plugins));
        }
    }

    @Test
    void aConstructorThatThrowsIsReported() throws IOException {
        PluginJar.module("org.example.sour", "example.sour")
                .constructing("if (true) throw new IllegalStateException(\"no license\");", "example.sour")
                .write(folder.resolve("sour.jar"));
        PluginJar.module("org.example.sweet", "example.sweet").write(folder.resolve("sweet.jar"));

        try (Plugins plugins = open()) {
            assertEquals(List.of("example.sweet"), ids(plugins));
            assertSkipped(plugins, "org.example.sour.Shorten", "no license");
        }
    }

    @Test
    void aMissingModuleIsNamed() throws IOException {
        PluginJar.module("org.example.needy", "example.needy")
                .descriptor("module org.example.needy { requires io.headroom.api; requires jdk.missing; provides"
                        + " io.headroom.api.compress.Compressor with org.example.needy.Shorten; }")
                .with(new EmptyModuleJar("jdk.missing").write(temporary.resolve("missing.jar")))
                .write(folder.resolve("needy.jar"));

        try (Plugins plugins = open()) {
            assertEquals(List.of(), ids(plugins));
            assertSkipped(plugins, "needy.jar", "Module jdk.missing not found");
            assertSkipped(plugins, "needy.jar", "--add-modules");
        }
    }

    @Test
    void aJarForANewerJavaIsReported() throws IOException {
        int running = Runtime.version().feature();
        Path jar = PluginJar.module("org.example.next", "example.next").write(folder.resolve("next.jar"));
        raiseClassVersions(jar, running + 1);

        try (Plugins plugins = open()) {
            assertEquals(List.of(), ids(plugins));
            assertEquals(PluginReport.Status.SKIPPED, only(plugins).status());
            assertTrue(
                    only(plugins).detail().contains(String.valueOf(44 + running + 1)),
                    only(plugins).detail());
        }
    }

    @Test
    void aSecondPluginOfTheSameIdIsRefused() throws IOException {
        PluginJar.module("org.example.a", "example.id").write(folder.resolve("a.jar"));
        PluginJar.module("org.example.b", "example.id").write(folder.resolve("b.jar"));

        try (Plugins plugins = open()) {
            assertEquals(List.of("example.id"), ids(plugins));
            assertSkipped(plugins, "example.id", "is taken by the plugin in " + folder.resolve("a.jar"));
        }
    }

    @Test
    void idsWithoutADotAreOurs() throws IOException {
        PluginJar.module("org.example.greedy", "json").write(folder.resolve("greedy.jar"));
        PluginJar.module("io.headroom.extra", "extra").write(folder.resolve("extra.jar"));

        try (Plugins plugins = open()) {
            assertEquals(List.of("extra"), ids(plugins));
            assertSkipped(plugins, "json", "is reserved");
        }
    }

    @Test
    void anIdOfForbiddenFormIsRefused() throws IOException {
        PluginJar.module("org.example.loud", "Example Loud!").write(folder.resolve("loud.jar"));

        try (Plugins plugins = open()) {
            assertEquals(List.of(), ids(plugins));
            assertSkipped(plugins, "Example Loud!", "a-z 0-9");
        }
    }

    @Test
    void whatIsSwitchedOffIsSkipped() throws IOException {
        PluginJar.module("org.example.one", "example.one").write(folder.resolve("one.jar"));

        try (Plugins plugins = PluginSource.of(nothing(), folder)
                .without(Set.of("example.one"))
                .open()) {
            assertEquals(List.of(), ids(plugins));
            assertSkipped(plugins, "example.one", "switched off");
        }
    }

    @Test
    void aFolderThatOthersMayWriteToIsRefused() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        PluginJar.module("org.example.one", "example.one").write(folder.resolve("one.jar"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));

        try (Plugins plugins = open()) {
            assertEquals(List.of(), ids(plugins));
            assertSkipped(plugins, folder.getFileName().toString(), "chmod go-w");
        }
    }

    @Test
    void aJarThatOthersMayWriteToIsRefused() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path jar = PluginJar.module("org.example.one", "example.one").write(folder.resolve("one.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));

        try (Plugins plugins = open()) {
            assertEquals(List.of(), ids(plugins));
            assertSkipped(plugins, "one.jar", "chmod go-w");
        }
    }

    @Test
    void aCopyOfTheApiInAPluginIsRefused() throws IOException {
        Path directory = PluginJar.privately(Files.createDirectory(folder.resolve("fat")));
        PluginJar.module("org.example.one", "example.one").write(directory.resolve("one.jar"));
        writeEmptyModule(directory.resolve("headroom-api.jar"), "io.headroom.api");

        try (Plugins plugins = open()) {
            assertEquals(List.of(), ids(plugins));
            assertSkipped(plugins, "fat", "a copy of headroom-api");
        }
    }

    @Test
    void aFolderThatIsNotThereIsEmpty() {
        try (Plugins plugins =
                PluginSource.of(nothing(), temporary.resolve("nowhere")).open()) {
            assertEquals(List.of(), plugins.reports());
        }
    }

    @Test
    void onlyPluginPointsCanBeAskedFor() {
        try (Plugins plugins = open()) {
            assertThrows(IllegalArgumentException.class, () -> plugins.all(Runnable.class));
        }
    }

    @Test
    void worksOnTheClassPath() throws Exception {
        PluginJar.module("org.example.one", "example.one").write(folder.resolve("one.jar"));
        PluginJar.plain("org.example.two", "example.two").write(folder.resolve("two.jar"));
        Files.writeString(folder.resolve("broken.jar"), "this is no jar");
        PluginJar.privately(folder.resolve("broken.jar"));
        Path output = temporary.resolve("output");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        PluginJar.apiClasses() + java.io.File.pathSeparator + testClasses(),
                        ClassPathProbe.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));

        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertEquals(List.of("false", "broken.jar SKIPPED", "example.one LOADED", "example.two LOADED"), lines);
    }

    private Plugins open() {
        return PluginSource.of(nothing(), folder).open();
    }

    private static ClassLoader nothing() {
        return new URLClassLoader(new URL[0], null);
    }

    private static List<String> ids(Plugins plugins) {
        return plugins.all(Compressor.class).stream().map(Compressor::id).toList();
    }

    private static PluginReport only(Plugins plugins) {
        assertEquals(1, plugins.reports().size(), plugins.reports().toString());
        return plugins.reports().get(0);
    }

    private static void assertSkipped(Plugins plugins, String name, String why) {
        assertTrue(
                plugins.reports().stream()
                        .anyMatch(report -> report.status() == PluginReport.Status.SKIPPED
                                && report.name().equals(name)
                                && report.detail().contains(why)),
                plugins.reports().toString());
    }

    private static String testClasses() {
        return Path.of(System.getProperty("basedir", System.getProperty("user.dir")), "target", "test-classes")
                .toString();
    }

    private static void writeEmptyModule(Path file, String name) throws IOException {
        PluginJar.privately(new EmptyModuleJar(name).write(file));
    }

    private static void raiseClassVersions(Path jar, int java) throws IOException {
        EmptyModuleJar.rewriteVersions(jar, 44 + java);
        PluginJar.privately(jar);
    }
}
