package io.headroom.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * Every Internet address that a process and its children handed to the kernel, recorded by {@code strace}: connections, and datagrams
 * with an address of their own such as questions to a name server. Sockets of the machine itself are no part of it.
 */
final class SystemCallTrace {
    private static final String CALLS = "trace=connect,sendto,sendmsg,sendmmsg";
    private static final Pattern ADDRESS = Pattern.compile("sa_family=AF_INET6?, sin6?_port=htons\\((\\d+)\\),.*?"
            + "(?:inet_addr\\(\"([^\"]+)\"|inet_pton\\(AF_INET6, \"([^\"]+)\")");

    private final Path file;

    /** Where a process reached out to. */
    record Peer(String host, int port) {}

    SystemCallTrace(Path file) {
        this.file = file;
    }

    /** Skips the test where there is no strace, or where it may not trace. */
    static void assumeAvailable() throws IOException, InterruptedException {
        boolean works;
        try {
            Process process = new ProcessBuilder("strace", "-f", "-e", CALLS, "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            works = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            works = false;
        }
        if (!works) {
            System.out.println("Skipped: there is no strace that may trace processes here.");
        }
        Assumptions.assumeTrue(works, "strace");
    }

    /** What strace has to be told to run a command. */
    List<String> arguments(List<String> command) {
        List<String> arguments = new ArrayList<>(List.of("-f", "-qq", "-e", CALLS, "-o", file.toString()));
        arguments.addAll(command);
        return arguments;
    }

    /** Who was reached out to, once the process has ended. */
    Set<Peer> peers() throws IOException {
        Set<Peer> peers = new TreeSet<>(Comparator.comparing(Peer::host).thenComparingInt(Peer::port));
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!line.contains("sa_family=AF_INET")) {
                continue;
            }
            Matcher address = ADDRESS.matcher(line);
            boolean found = address.find();
            if (!found) {
                throw new IllegalStateException("an address that this test cannot read: " + line);
            }
            do {
                String host = address.group(2) == null ? address.group(3) : address.group(2);
                // A socket for both families writes addresses of the older one like this.
                peers.add(new Peer(host.replaceFirst("^::ffff:", ""), Integer.parseInt(address.group(1))));
            } while (address.find());
        }
        return peers;
    }
}
