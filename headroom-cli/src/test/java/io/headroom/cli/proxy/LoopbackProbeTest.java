package io.headroom.cli.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.deploy.identity.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a port says about who holds it. */
@Tag("D-401")
class LoopbackProbeTest {
    @TempDir
    private Path workspace;

    @Test
    @DisplayName(
            "D-401: connections that break off without a word are silent, as those of an engine whose container still starts")
    void takesBrokenConnectionsForSilence() throws IOException {
        assertEquals(Answer.Kind.SILENT, answerOf(""));
    }

    @Test
    @DisplayName("D-401: an answer without a proof is foreign, whatever its status")
    void takesUnprovenAnswersForForeign() throws IOException {
        assertEquals(Answer.Kind.FOREIGN, answerOf("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
    }

    /** Every connection is answered alike and closed. */
    private Answer.Kind answerOf(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"))) {
            Thread thread = new Thread(() -> serve(server, answer), "server");
            thread.setDaemon(true);
            thread.start();
            return new LoopbackProbe(workspace)
                    .ask(server.getLocalPort(), Duration.ofSeconds(20))
                    .kind();
        }
    }

    private static void serve(ServerSocket server, String answer) {
        try {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    if (!answer.isEmpty()) {
                        socket.getInputStream().read(new byte[4096]);
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
