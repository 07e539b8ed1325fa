package io.headroom.deploy.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.testkit.EngineProfile;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several profiles on the same files, with the editors of the product. */
@Tag("D-209")
class ProfilesTest {
    private static final List<List<String>> ORDERS = List.of(
            List.of("a", "b", "c"),
            List.of("a", "c", "b"),
            List.of("b", "a", "c"),
            List.of("b", "c", "a"),
            List.of("c", "a", "b"),
            List.of("c", "b", "a"));

    @Test
    @DisplayName("D-209: three profiles come and go in any order: the original bytes")
    void giveTheOriginalBytesInAnyOrder() throws Exception {
        for (List<String> coming : ORDERS) {
            for (List<String> going : ORDERS) {
                FakeHost host = host();
                SortedMap<String, String> before = host.files();

                for (String name : coming) {
                    profile(host, name).apply(changes(host, name));
                }
                for (String name : going) {
                    profile(host, name).remove();
                }

                assertEquals(before, host.files(), coming + " came, " + going + " went");
            }
        }
    }

    @Test
    @DisplayName("D-209: removing the top restores the next; removing one below changes no shared value")
    void theLastOneWins() throws Exception {
        FakeHost host = host();
        for (String name : List.of("a", "b", "c")) {
            profile(host, name).apply(changes(host, name));
        }

        profile(host, "b").remove();
        String withoutB = Files.readString(host.resolve(".lamp/settings.json"));
        profile(host, "c").remove();
        String withoutC = Files.readString(host.resolve(".lamp/settings.json"));

        assertTrue(withoutB.contains("\"http://c\""), withoutB);
        assertTrue(withoutC.contains("\"http://a\""), withoutC);
    }

    @Test
    @DisplayName("D-208, D-209: in any order, what the user did in the meantime stays, and nothing of ours does")
    void keepTheUsersEditsInAnyOrder() throws Exception {
        for (List<String> going : ORDERS) {
            FakeHost host = host();
            for (String name : List.of("a", "b", "c")) {
                profile(host, name).apply(changes(host, name));
            }
            String settings = Files.readString(host.resolve(".lamp/settings.json"));
            host.withFile(".lamp/settings.json", settings.replace("\"red\"", "\"blue\""));
            String rc = Files.readString(host.resolve(".shrc"));
            host.withFile(".shrc", "first\n" + rc + "last\n");

            for (String name : going) {
                profile(host, name).remove();
            }

            assertEquals(
                    "{\n  // mine\n  \"color\": \"blue\",\n  \"env\": {\"URL\": \"direct\"}\n}",
                    Files.readString(host.resolve(".lamp/settings.json")),
                    going::toString);
            assertEquals("first\nalias l=ls\nlast\n", Files.readString(host.resolve(".shrc")), going::toString);
        }
    }

    @Test
    @DisplayName("D-207, D-209: a lower profile that is applied again with another value comes to the top")
    void updatesOnTop() throws Exception {
        FakeHost host = host();
        SortedMap<String, String> before = host.files();
        profile(host, "a").apply(changes(host, "a"));
        profile(host, "b").apply(changes(host, "b"));

        profile(host, "a")
                .apply(List.of(new Change.JsonEdit(
                        info("a", "settings"),
                        host.resolve(".lamp/settings.json"),
                        Change.JsonSyntax.JSONC,
                        List.of(DocumentEdit.set("/env/URL", "\"http://a2\"")))));

        String both = Files.readString(host.resolve(".lamp/settings.json"));
        assertTrue(both.contains("\"http://a2\""), both);
        profile(host, "a").remove();
        String one = Files.readString(host.resolve(".lamp/settings.json"));
        assertTrue(one.contains("\"http://b\""), one);
        profile(host, "b").remove();
        assertEquals(before, host.files());
    }

    private static FakeHost host() {
        return FakeHost.on(Machine.LINUX)
                .withFile(
                        ".lamp/settings.json",
                        "{\n  // mine\n  \"color\": \"red\",\n  \"env\": {\"URL\": \"direct\"}\n}")
                .withFile(".lamp/config.toml", "url = 'direct' # mine\r\n[table]\r\nx = 1\r\n")
                .withFile(".shrc", "alias l=ls\n");
    }

    private static EngineProfile profile(FakeHost host, String name) {
        return new EngineProfile(host, name, StandardEditors.all(), Steps.NONE);
    }

    private static List<Change> changes(FakeHost host, String name) {
        return List.of(
                new Change.JsonEdit(
                        info(name, "settings"),
                        host.resolve(".lamp/settings.json"),
                        Change.JsonSyntax.JSONC,
                        List.of(
                                DocumentEdit.set("/env/URL", "\"http://" + name + "\""),
                                DocumentEdit.set("/made/" + name, "true"))),
                new Change.TomlEdit(
                        info(name, "config"),
                        host.resolve(".lamp/config.toml"),
                        List.of(DocumentEdit.set("/url", "\"http://" + name + "\""))),
                new Change.BlockEdit(
                        info(name, "rc"),
                        host.resolve(".shrc"),
                        "headroom " + name,
                        List.of("export URL=http://" + name),
                        Change.BlockEdit.Place.END),
                new Change.JsonEdit(
                        info(name, "fresh"),
                        host.resolve("new/folder/settings.json"),
                        Change.JsonSyntax.STRICT,
                        List.of(DocumentEdit.set("/url", "\"" + name + "\""))));
    }

    private static ChangeInfo info(String profile, String name) {
        return ChangeInfo.wiring(profile, "lamp", name, "Lights the lamp");
    }
}
