package io.headroom.deploy.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.profile.ProfileName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D-504")
class ServiceAccountsTest {
    private static final String ADA = "ada:x:1000:1000:Ada Lovelace,,,:/home/ada:/bin/bash\n";

    @Test
    @DisplayName("D-504: behind sudo it is the account that called sudo, and --run-as is stronger")
    void followsSudo() throws Exception {
        FakeHost host = linux().withVariable("SUDO_USER", "ada");

        assertEquals("/home/ada", home(host, Optional.empty()));
        assertEquals("/srv/proxy", home(host, Optional.of("proxy")));
    }

    @Test
    @DisplayName("D-504: root runs it only if it is named")
    void takesRootOnlyByName() throws Exception {
        assertEquals(Optional.empty(), new ServiceAccounts(linux()).forMachine(Optional.of("root")));
        for (FakeHost host : new FakeHost[] {linux(), linux().withVariable("SUDO_USER", "root")}) {
            DeployException refused =
                    assertThrows(DeployException.class, () -> new ServiceAccounts(host).forMachine(Optional.empty()));
            assertEquals(DeployException.Kind.REFUSED, refused.kind());
            assertEquals(
                    "Scope system needs to know as whom the proxy runs: add --run-as ACCOUNT. Root runs it only if it"
                            + " is named: --run-as root.",
                    refused.getMessage());
        }
    }

    @Test
    @DisplayName("D-504: an account that is not there is named, and a number is no name")
    void refusesUnknownAccounts() {
        for (String name : new String[] {"nobody-here", "1000"}) {
            DeployException refused = assertThrows(
                    DeployException.class, () -> new ServiceAccounts(linux()).forMachine(Optional.of(name)));
            assertEquals(DeployException.Kind.USAGE, refused.kind());
            assertEquals(
                    "Unknown account '" + name + "'. --run-as takes an account of this machine.", refused.getMessage());
        }
    }

    @Test
    @DisplayName("D-504: on a Mac the directory service knows the home")
    void asksTheDirectoryService() throws Exception {
        FakeHost mac = FakeHost.asAdministrator(Machine.MACOS)
                .withCommand(
                        0,
                        "NFSHomeDirectory: /Users/Ada Lovelace\n",
                        "dscl",
                        ".",
                        "-read",
                        "/Users/ada",
                        "NFSHomeDirectory");

        assertEquals("/Users/Ada Lovelace", home(mac, Optional.of("ada")));
    }

    @Test
    @DisplayName("D-504: nobody but root works for anybody else, and on Windows nobody does")
    void onlyRootWorksForOthers() throws Exception {
        for (FakeHost host : new FakeHost[] {FakeHost.on(Machine.LINUX), FakeHost.asAdministrator(Machine.WINDOWS)}) {
            host.withVariable("SUDO_USER", "ada");
            assertEquals(Optional.empty(), new ServiceAccounts(host).forMachine(Optional.of("proxy")));
            assertEquals(Optional.empty(), new ServiceAccounts(host).of(ProfileName.DEFAULT));
        }
    }

    @Test
    @DisplayName("D-504: later commands find the account by whom the profile's part of the machine's folder belongs to")
    void findsTheAccountOfAProfile() throws Exception {
        FakeHost host = linux();
        Path folder = Files.createDirectories(host.resolve("/var/lib/headroom/default"));
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("proxy"));

        Optional<ServiceAccount> account = new ServiceAccounts(host).of(ProfileName.DEFAULT);

        assertEquals("/srv/proxy", account.orElseThrow().home().toString());
        assertEquals(Optional.empty(), new ServiceAccounts(host).of(new ProfileName("other")));
    }

    private static String home(FakeHost host, Optional<String> named) throws DeployException {
        return new ServiceAccounts(host).forMachine(named).orElseThrow().home().toString();
    }

    private static FakeHost linux() {
        return FakeHost.asAdministrator(Machine.LINUX)
                .withCommand(0, ADA, "getent", "passwd", "ada")
                .withCommand(0, ADA, "getent", "passwd", "1000")
                .withCommand(0, "proxy:x:990:990::/srv/proxy:/usr/sbin/nologin\n", "getent", "passwd", "proxy")
                .withCommand(2, "", "getent", "passwd", "nobody-here");
    }
}
