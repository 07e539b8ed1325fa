package io.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real clients, fetched by name from npm once and kept: below {@code target/clients}, or in the folder that {@code CLIENTS_CACHE}
 * names. The script {@code src/test/clients/fetch.sh} knows their packages and versions. {@code CLIENTS} is a list of words: {@code none}
 * runs no client, {@code all} those of the long lane, too, {@code latest} takes the newest versions. Where npm cannot be reached, the tests
 * skip themselves, and say so.
 */
final class ClientPackages {
    private static final long PATIENCE_MINUTES = 8;
    private static final int UNREACHABLE = 75;

    private final Path cache;
    private final Set<String> words;

    private ClientPackages(Path cache, Set<String> words) {
        this.cache = cache;
        this.words = words;
    }

    /** Those of this machine. */
    static ClientPackages cached() {
        Path folder = Optional.ofNullable(System.getenv("CLIENTS_CACHE"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> Distribution.target().resolve("clients"));
        String words = System.getenv().getOrDefault("CLIENTS", "");
        return new ClientPackages(
                folder.toAbsolutePath(), Set.copyOf(List.of(words.strip().split("\\s+"))));
    }

    /** A folder for {@code PATH} with {@code claude} in it: a program that needs nothing else. */
    Path claude() throws IOException, InterruptedException {
        Path installed = fetched("claude");
        return linked(
                installed, "claude", only(installed.resolve("node_modules/@anthropic-ai"), "claude-code-"), "claude");
    }

    /** A folder for {@code PATH} with {@code codex} in it: the script that npm puts there, for node. */
    Path codex() throws IOException, InterruptedException {
        return fetched("codex").resolve("node_modules/.bin");
    }

    /** The folder of modules with both SDKs. */
    Path sdks() throws IOException, InterruptedException {
        return fetched("sdks").resolve("node_modules");
    }

    /** A folder for {@code PATH} with {@code openclaw} in it, and the {@code node} that it needs. */
    Path openclaw() throws IOException, InterruptedException {
        return ofTheLongLane("openclaw").resolve("node_modules/.bin");
    }

    /** A folder for {@code PATH} with {@code opencode} in it. */
    Path opencode() throws IOException, InterruptedException {
        Path installed = ofTheLongLane("opencode");
        return linked(installed, "opencode", only(installed.resolve("node_modules"), "opencode-"), "bin/opencode");
    }

    /** A folder for {@code PATH} with {@code gemini} in it. */
    Path gemini() throws IOException, InterruptedException {
        return ofTheLongLane("gemini").resolve("node_modules/.bin");
    }

    private static Path only(Path folder, String prefix) throws IOException {
        try (Stream<Path> packages = Files.list(folder)) {
            return packages.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path linked(Path installed, String name, Path folder, String program) throws IOException {
        Path bin = Files.createDirectories(installed.resolve("bin"));
        Path link = bin.resolve(name);
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, folder.resolve(program));
        }
        return bin;
    }

    private Path ofTheLongLane(String name) throws IOException, InterruptedException {
        Assumptions.assumeTrue(words.contains("all"), name + " is run with CLIENTS=all");
        return fetched(name);
    }

    private Path fetched(String name) throws IOException, InterruptedException {
        if (words.contains("none")) {
            throw skip(name, "CLIENTS=none");
        }
        Path folder = Files.createDirectories(cache.resolve(name));
        Path script =
                Distribution.target().resolve("../src/test/clients/fetch.sh").normalize();
        Path said = Files.createTempFile("fetch", ".txt");
        ProcessBuilder line = new ProcessBuilder(List.of("bash", script.toString(), name))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        line.environment().put("CLIENTS_CACHE", cache.toString());
        Process fetch = line.start();
        if (!fetch.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            try (Stream<ProcessHandle> children = fetch.descendants()) {
                children.forEach(ProcessHandle::destroyForcibly);
            }
            fetch.destroyForcibly();
            throw skip(name, "npm took more than " + PATIENCE_MINUTES + " minutes");
        }
        String output = Files.readString(said);
        Files.delete(said);
        if (fetch.exitValue() == UNREACHABLE) {
            throw skip(name, "npm cannot be reached");
        }
        if (fetch.exitValue() != 0) {
            throw new AssertionError("fetching " + name + " ended with " + fetch.exitValue() + ":\n" + output);
        }
        return folder;
    }

    /** A skip is no pass: it is printed where whoever reads the build's output sees it. */
    private static RuntimeException skip(String name, String reason) {
        System.out.println("\n**** SKIPPED: no test with the real " + name + " was run: " + reason + " ****\n");
        Assumptions.abort(reason);
        return new IllegalStateException(reason);
    }
}
