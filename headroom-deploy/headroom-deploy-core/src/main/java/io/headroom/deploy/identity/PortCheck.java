package io.headroom.deploy.identity;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Whether a port is free, and who holds it. Both are asked of the machine; no answer of a server counts. */
public final class PortCheck {
    /** Where a proxy listens unless somebody says otherwise. */
    public static final int USUAL_PORT = 8787;

    private static final int LISTENING_COLUMN = 3;
    private static final int INODE_COLUMN = 9;

    private final Host host;

    /**
     * Asks a host.
     *
     * @param host where
     */
    public PortCheck(Host host) {
        this.host = host;
    }

    /**
     * Whether a server could listen on a port of the loopback address. It really binds, with the server's own socket options, so that
     * connections in {@code TIME_WAIT} are no conflict.
     *
     * @param port the port
     * @return whether it can be bound
     */
    public boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * A port that is free now.
     *
     * @return the port
     * @throws IOException if there is none
     */
    public int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    /**
     * Who listens on a port.
     *
     * @param port the port
     * @return the holder; of an unknown process if the system does not tell
     */
    public Holder holder(int port) {
        return switch (host.operatingSystem()) {
            case LINUX -> ofProc(port).orElseGet(() -> ofLsof(port));
            case MACOS -> ofLsof(port);
            case WINDOWS -> ofNetstat(port);
        };
    }

    private Optional<Holder> ofProc(int port) {
        try {
            Path proc = host.path("/proc");
            Set<String> sockets = new HashSet<>(sockets(proc.resolve("net/tcp"), port));
            sockets.addAll(sockets(proc.resolve("net/tcp6"), port));
            if (sockets.isEmpty()) {
                return Optional.empty();
            }
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
                for (Path process : processes) {
                    if (holdsAny(process, sockets)) {
                        String name = Files.readString(process.resolve("comm")).strip();
                        return Optional.of(new Holder(
                                OptionalLong.of(Long.parseLong(String.valueOf(process.getFileName()))), name));
                    }
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The listening sockets of a table, see proc(5); addresses are hexadecimal, state 0A is LISTEN. */
    private static Set<String> sockets(Path table, int port) throws IOException {
        Set<String> found = new HashSet<>();
        if (!Files.isReadable(table)) {
            return found;
        }
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        for (String line : Files.readAllLines(table)) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length > INODE_COLUMN
                    && columns[1].endsWith(suffix)
                    && columns[LISTENING_COLUMN].equals("0A")) {
                found.add("socket:[" + columns[INODE_COLUMN] + "]");
            }
        }
        return found;
    }

    private static boolean holdsAny(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException othersProcess) {
            return false;
        }
        return false;
    }

    private Holder ofLsof(int port) {
        CommandResult result = host.query(CommandLine.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc"));
        OptionalLong pid = OptionalLong.empty();
        String name = "";
        if (result.outcome() == CommandResult.Outcome.EXITED) {
            for (String line : result.output().split("\n", -1)) {
                if (line.matches("p[0-9]{1,18}") && pid.isEmpty()) {
                    pid = OptionalLong.of(Long.parseLong(line.substring(1)));
                } else if (line.startsWith("c") && name.isEmpty()) {
                    name = line.substring(1).strip();
                }
            }
        }
        return new Holder(pid, name);
    }

    /** Columns of netstat are read by position and addresses by form, since its words are localized. */
    private Holder ofNetstat(int port) {
        CommandResult result = host.query(CommandLine.of("netstat", "-ano", "-p", "TCP"));
        for (String line : result.output().split("\r?\n", -1)) {
            String[] columns = line.strip().split("\\s+");
            boolean listens = columns.length == 5 && columns[1].endsWith(":" + port) && columns[2].endsWith(":0");
            if (listens && columns[4].matches("[0-9]{1,18}")) {
                return new Holder(OptionalLong.of(Long.parseLong(columns[4])), taskName(columns[4]));
            }
        }
        return new Holder(OptionalLong.empty(), "");
    }

    private String taskName(String pid) {
        List<String> command = List.of("tasklist", "/FI", "PID eq " + pid, "/FO", "CSV", "/NH");
        String output =
                host.query(CommandLine.of(command.toArray(String[]::new))).output();
        int end = output.startsWith("\"") ? output.indexOf('"', 1) : -1;
        return end > 0 ? output.substring(1, end) : "";
    }

    /**
     * Who holds a port.
     *
     * @param pid the process, if the system tells
     * @param name its name; empty if the system does not tell
     */
    public record Holder(OptionalLong pid, String name) {
        /**
         * The holder in words.
         *
         * @return for example {@code nginx (pid 4312)}
         */
        public String words() {
            String shown = name.isEmpty() ? "another process" : name;
            return pid.isPresent() ? shown + " (pid " + pid.getAsLong() + ")" : shown;
        }
    }
}
