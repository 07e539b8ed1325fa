package io.headroom.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("PX-403")
class DefaultGatewayTest {
    @TempDir
    private Path net;

    @Test
    void findsTheGatewaysOfAContainer() throws IOException {
        Files.writeString(net.resolve("route"), """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
                eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
                """);
        Files.writeString(net.resolve("ipv6_route"), """
                fd000000000000000000000000000000 40 %1$s 00 %1$s 00000100 00000001 00000000 00000001 eth0
                %1$s 00 %1$s 00 fd000000000000000000000000000001 00000400 00000001 00000000 00000003 eth0
                %1$s 00 %1$s 00 %1$s ffffffff 00000001 00000000 00200200 lo
                """.formatted("0".repeat(32)));

        assertEquals(List.of("172.17.0.1", "fd00:0:0:0:0:0:0:1"), new DefaultGateway(net).addresses());
    }

    @Test
    void findsNoneWhereThereIsNoSuchList() {
        assertEquals(List.of(), new DefaultGateway(net.resolve("nowhere")).addresses());
    }
}
