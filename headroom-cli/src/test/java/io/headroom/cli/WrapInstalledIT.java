package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom wrap} on a machine where {@code headroom install} was before. */
@Tag("PV-903")
@Tag("PV-904")
@EnabledOnOs(OS.LINUX)
class WrapInstalledIT {
    @TempDir
    private static Path plugins;

    @TempDir
    private Path home;

    private InstalledMachine machine;

    @BeforeAll
    static void buildPlugins() throws Exception {
        InstalledMachine.build(plugins);
    }

    @BeforeEach
    void install() throws Exception {
        machine = new InstalledMachine(home, plugins);
        machine.install("opencode");
    }

    @AfterEach
    void end() throws Exception {
        machine.close();
    }

    @Test
    @DisplayName(
            "PV-903, PV-904: a service on any port is found by its tool; one that crashed, or that the user stopped, is recovered")
    void findsAndRecoversTheService() throws Exception {
        long first = machine.proxy(machine.port()).orElseThrow().identity().pid();
        Result untold = machine.run("wrap", "opencode", "7");
        long still = machine.proxy(machine.port()).orElseThrow().identity().pid();
        machine.kill(machine.port());

        Result crashed = machine.run("wrap", "opencode", "3");
        long second = machine.proxy(machine.port()).orElseThrow().identity().pid();
        Result stopped = machine.run("install", "stop", "--profile", "work");
        Result paused = machine.run("wrap", "opencode", "4");

        assertEquals(7, untold.status(), untold.toString());
        assertTrue(untold.err().contains("Using profile 'work' on port " + machine.port() + "."), untold.toString());
        assertEquals(first, still);
        assertEquals(3, crashed.status(), crashed.toString());
        assertTrue(
                crashed.err().contains("Recovering profile 'work' on port " + machine.port() + "…"),
                crashed.toString());
        assertNotEquals(first, second);
        assertEquals(0, stopped.status(), stopped.toString());
        assertEquals(4, paused.status(), paused.toString());
        assertEquals(String.valueOf(machine.port()), machine.note("wrapped"));
        assertEquals(0, machine.run("install", "status", "--profile", "work").status());
    }

    @Test
    @DisplayName("PV-904: a service that cannot be recovered costs nobody the tool, and its wiring is suspended")
    void goesOnWithoutTheService() throws Exception {
        machine.kill(machine.port());
        Files.delete(machine.workspace().resolve("plugins/direct-supervisor-1.0.0.jar"));

        Result result = machine.run("wrap", "opencode", "5");

        assertEquals(5, result.status(), result.toString());
        assertTrue(result.err().contains("profile 'work' cannot be recovered"), result.toString());
        assertNotEquals(String.valueOf(machine.port()), machine.note("wrapped"));
        assertFalse(Files.exists(machine.workspace().resolve("deploy/work/wired")));
    }

    @Test
    @DisplayName(
            "PV-714: what goes on in the background is wired to the service for good, until unwrap, and never without a service")
    void wiresForGood() throws Exception {
        machine.tool("openclaw", "#!/bin/sh\n[ \"$1\" = config ] || exit 7\n");
        Path config = Files.createDirectories(home.resolve(".openclaw")).resolve("openclaw.json");
        String own = "{ models: { providers: { anthropic: {} } } } // mine\n";
        Files.writeString(config, own);

        Result first = machine.run("wrap", "openclaw", "agent");
        String wired = Files.readString(config);
        Result second = machine.run("wrap", "openclaw", "agent");
        Result unwrapped = machine.run("unwrap", "openclaw");

        assertEquals(7, first.status(), first.toString());
        assertTrue(first.err().contains("Undo: headroom unwrap openclaw"), first.toString());
        assertTrue(wired.contains("baseUrl: \"http://127.0.0.1:" + machine.port() + "\""), wired);
        assertEquals(7, second.status(), second.toString());
        assertFalse(second.err().contains("Undo"), second.toString());
        assertEquals(0, unwrapped.status(), unwrapped.toString());
        assertEquals(own, Files.readString(config));

        assertEquals(0, machine.run("install", "remove", "--profile", "work").status());
        Result alone = machine.run("wrap", "openclaw", "agent");
        assertEquals(6, alone.status(), alone.toString());
        assertTrue(alone.err().contains("headroom install apply --providers manual --target openclaw"), alone.err());
        assertEquals(own, Files.readString(config));
    }
}
