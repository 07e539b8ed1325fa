package io.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real clients, fetched by name from npm once and kept: below {@code target/clients}, or in the folder that {@code CLIENTS_CACHE}
 * names. The versions are those on which our adapters were measured; {@code CLIENTS=latest} takes the newest instead, {@code CLIENTS=none}
 * none at all. Where npm cannot be reached, the tests skip themselves, and say so.
 */
final class ClientPackages {
    private static final String CLAUDE = "2.1.329";
    private static final String CODEX = "0.169.0";
    private static final String ANTHROPIC_SDK = "1.11.0";
    private static final String OPENAI_SDK = "6.49.0";
    private static final long PATIENCE_MINUTES = 8;
    private static final Pattern UNREACHABLE = Pattern.compile(
            "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT");

    private final Path cache;
    private final boolean latest;
    private final boolean none;

    private ClientPackages(Path cache, String which) {
        this.cache = cache;
        this.latest = which.equals("latest");
        this.none = which.equals("none");
    }

    /** Those of this machine. */
    static ClientPackages cached() {
        Path folder = Optional.ofNullable(System.getenv("CLIENTS_CACHE"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> Distribution.target().resolve("clients"));
        return new ClientPackages(folder.toAbsolutePath(), System.getenv().getOrDefault("CLIENTS", ""));
    }

    /** A folder for {@code PATH} with {@code claude} in it: a program that needs nothing else. */
    Path claude() throws IOException, InterruptedException {
        // The package with the program itself: the one that people install only chooses among such, and wants a newer
        // node.
        String name = "@anthropic-ai/claude-code-" + platform();
        Path installed = install("claude", name + "@" + (latest ? "latest" : CLAUDE));
        Path bin = Files.createDirectories(installed.resolve("bin"));
        Path link = bin.resolve("claude");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, installed.resolve("node_modules").resolve(name + "/claude"));
        }
        return bin;
    }

    /** A folder for {@code PATH} with {@code codex} in it: the script that npm puts there, for node. */
    Path codex() throws IOException, InterruptedException {
        return install("codex", "@openai/codex@" + (latest ? "latest" : CODEX)).resolve("node_modules/.bin");
    }

    /** The folder of modules with both SDKs. */
    Path sdks() throws IOException, InterruptedException {
        return install(
                        "sdks",
                        "@anthropic-ai/sdk@" + (latest ? "latest" : ANTHROPIC_SDK),
                        "openai@" + (latest ? "latest" : OPENAI_SDK))
                .resolve("node_modules");
    }

    private Path install(String name, String... packages) throws IOException, InterruptedException {
        if (none) {
            throw skip(name, "CLIENTS=none");
        }
        Path folder = Files.createDirectories(cache.resolve(name));
        Path done = folder.resolve("installed.txt");
        String wanted = String.join("\n", packages);
        if (Files.exists(done) && Files.readString(done).equals(wanted) && !latest) {
            return folder;
        }
        Files.writeString(folder.resolve("package.json"), "{\"private\": true}\n");
        List<String> line = new ArrayList<>(List.of(
                "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--fetch-retries=1"));
        line.addAll(List.of(packages));
        Path log = folder.resolve("npm.log");
        Process npm;
        try {
            npm = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException missing) {
            throw skip(name, "npm cannot be started: " + missing.getMessage());
        }
        if (!npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            try (Stream<ProcessHandle> children = npm.descendants()) {
                children.forEach(ProcessHandle::destroyForcibly);
            }
            npm.destroyForcibly();
            throw skip(name, "npm took more than " + PATIENCE_MINUTES + " minutes");
        }
        String said = Files.readString(log);
        if (npm.exitValue() != 0 && UNREACHABLE.matcher(said).find()) {
            throw skip(name, "npm cannot reach its registry");
        }
        if (npm.exitValue() != 0) {
            throw new AssertionError("npm install " + wanted + " ended with " + npm.exitValue() + ":\n" + said);
        }
        Files.writeString(done, wanted);
        return folder;
    }

    /** A skip is no pass: it is printed where whoever reads the build's output sees it. */
    private static RuntimeException skip(String name, String reason) {
        System.out.println("\n**** SKIPPED: no test with the real " + name + " was run: " + reason + " ****\n");
        Assumptions.abort(reason);
        return new IllegalStateException(reason);
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        return system + "-" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64");
    }
}
