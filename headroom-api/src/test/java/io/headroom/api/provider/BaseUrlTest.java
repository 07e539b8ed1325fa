package io.headroom.api.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseUrlTest {
    @ParameterizedTest
    @DisplayName(
            "PV-103: users' values are compared without case of the host, names of loopback, default port, trailing slash")
    @CsvSource({
        "http://127.0.0.1:8787, http://LocalHost:8787/, true",
        "http://127.0.0.1:8787, http://[::1]:8787, true",
        "http://127.0.0.1:8787, http://127.0.0.1:8788, false",
        "http://127.0.0.1:8787, https://127.0.0.1:8787, false",
        "http://127.0.0.1:8787/v1, http://127.0.0.1:8787, false",
        "https://API.example/v1//, https://api.example:443/v1, true",
        "http://user:pw@api.example, http://api.example:80/, true",
        "http://api.example/A, http://api.example/a, false",
        "api.example, api.example, false",
        "'', '', false",
        "http://a b, http://a b, false",
    })
    void comparesAsToolsWould(String one, String other, boolean same) {
        assertEquals(same, BaseUrl.same(one, other));
    }

    @ParameterizedTest
    @DisplayName("PV-205, PV-711: as an upstream a URL keeps its prefix, and the path of the API stays with the tool")
    @CsvSource({
        "https://llm.example/v1/, https://llm.example, /v1",
        "https://llm.example/api/v1, https://llm.example/api, /v1",
        "https://u:p@llm.example/team, https://u:p@llm.example/team, ''",
        "https://llm.example/v1beta, https://llm.example, /v1beta",
        "https://chat.example/backend-api, https://chat.example, /backend-api",
        "https://chat.example/backend-api/codex/, https://chat.example, /backend-api/codex",
    })
    void splitsPrefixAndApi(String url, String upstream, String path) {
        assertEquals(upstream, BaseUrl.upstream(url));
        assertEquals(path, BaseUrl.apiPath(url));
    }

    @ParameterizedTest
    @DisplayName("PV-205: credentials in a URL are masked")
    @CsvSource({
        "https://ada:secret@llm.example/v1, https://***@llm.example/v1",
        "https://token@llm.example, https://***@llm.example",
        "https://llm.example/@v1, https://llm.example/@v1",
    })
    void masksCredentials(String url, String shown) {
        assertEquals(shown, BaseUrl.masked(url));
    }

    @ParameterizedTest
    @DisplayName("PV-206: loopback is exempt from HTTP proxies, the user's entries kept")
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-           | -                   | -",
                "HTTP_PROXY  | -                   | 127.0.0.1,localhost,::1",
                "https_proxy | .corp, 10.0.0.0/8   | .corp,10.0.0.0/8,127.0.0.1,localhost,::1",
                "ALL_PROXY   | localhost           | localhost,127.0.0.1,::1",
                "ALL_PROXY   | a,127.0.0.1         | -",
                "ALL_PROXY   | *                   | -",
                "-           | .corp               | -",
            })
    void exemptsLoopback(String proxyVariable, String noProxy, String expected) {
        FakeHost host = FakeHost.on(Machine.LINUX);
        if (proxyVariable != null) {
            host.withVariable(proxyVariable, "http://proxy.corp:3128");
        }
        if (noProxy != null) {
            host.withVariable("NO_PROXY", noProxy);
        }

        assertEquals(expected, LoopbackExemption.missing(host).orElse(null));
    }
}
