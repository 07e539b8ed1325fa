package io.headroom.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.headroom.cli.demo.StandInUpstream;
import io.headroom.cli.doctor.Diagnosis.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PV-1105")
class EndToEndCheckTest {
    private final Faults faults = new Faults("end-to-end");
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Diagnosis diagnosis() {
        return faults.diagnosis(Diagnosis.ok("end-to-end", "well"));
    }

    @Test
    @DisplayName("end-to-end: a request that does not arrive as it was sent is a failure")
    void seesAChangedRequest() throws Exception {
        try (StandInUpstream upstream = new StandInUpstream()) {
            EndToEndCheck.arrives(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()), upstream, faults);
        }

        assertEquals(Status.FAIL, diagnosis().status());
        assertTrue(
                diagnosis().summary().contains("arrived changed"), diagnosis().summary());
    }

    @Test
    @DisplayName("end-to-end: a WebSocket that is neither taken nor refused with 426 is a failure")
    void seesAWrongAnswerToAWebSocket() {
        EndToEndCheck.upgrade(server.getAddress().getPort(), faults);

        assertEquals(Status.FAIL, diagnosis().status());
        assertTrue(
                diagnosis().summary().contains("HTTP/1.1 200 OK"), diagnosis().summary());
    }
}
