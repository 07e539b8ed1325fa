package io.headroom.deploy.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.host.LocalHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PortCheckTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("D-202: a listener is a conflict and is named with its pid; connections that linger after it are none")
    void namesTheHolder() throws IOException {
        PortCheck check = new PortCheck(LocalHost.of(Map.of(), folder, folder));
        int port;
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"))) {
            port = server.getLocalPort();
            assertFalse(check.isFree(port));
            PortCheck.Holder holder = check.holder(port);
            assertEquals(OptionalLong.of(ProcessHandle.current().pid()), holder.pid());
            assertEquals("java (pid " + ProcessHandle.current().pid() + ")", holder.words());
            Socket client = new Socket("127.0.0.1", port);
            // The side that closes first keeps the connection in TIME_WAIT.
            server.accept().close();
            client.close();
        }
        assertTrue(check.isFree(port));
    }

    @Test
    @DisplayName("D-202: on a Mac lsof tells, on Windows netstat and tasklist by position")
    void asksOtherSystems() {
        FakeHost mac = FakeHost.on(Machine.MACOS)
                .withCommand(0, "p4312\ncnginx\nf6\n", "lsof", "-nP", "-iTCP:8787", "-sTCP:LISTEN", "-Fpc");
        assertEquals("nginx (pid 4312)", new PortCheck(mac).holder(8787).words());

        FakeHost windows = FakeHost.on(Machine.WINDOWS)
                .withCommand(
                        0,
                        "\r\nAktive Verbindungen\r\n\r\n  Proto  Lokale Adresse  Remoteadresse  Status  PID\r\n"
                                + "  TCP  127.0.0.1:18787  0.0.0.0:0  ABHÖREN  1\r\n"
                                + "  TCP  127.0.0.1:8787  0.0.0.0:0  ABHÖREN  4312\r\n",
                        "netstat",
                        "-ano",
                        "-p",
                        "TCP")
                .withCommand(
                        0,
                        "\"nginx.exe\",\"4312\",\"Console\",\"1\",\"9 K\"\r\n",
                        "tasklist",
                        "/FI",
                        "PID eq 4312",
                        "/FO",
                        "CSV",
                        "/NH");
        assertEquals("nginx.exe (pid 4312)", new PortCheck(windows).holder(8787).words());
    }

    @Test
    @DisplayName("a holder that the system does not tell is another process")
    void admitsWhatItDoesNotKnow() {
        assertEquals(
                "another process",
                new PortCheck(FakeHost.on(Machine.MACOS)).holder(8787).words());
    }
}
