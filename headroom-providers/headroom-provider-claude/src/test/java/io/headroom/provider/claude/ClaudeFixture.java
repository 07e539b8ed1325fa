package io.headroom.provider.claude;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.host.FakeHost;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tests of this module share: a wiring, and changes as short texts. */
final class ClaudeFixture {
    static final String PROXY = "http://127.0.0.1:8787";
    static final String USER = ".claude/settings.json";
    static final String STATE = ".claude.json";
    static final String PROJECT = "/work/.claude/settings.json";
    static final String LOCAL = "/work/.claude/settings.local.json";
    static final String MANAGED = "/etc/claude-code/managed-settings.json";

    private ClaudeFixture() {}

    static Wiring wiring(FakeHost host, Scope scope, Wiring.Option... options) {
        return new Wiring(
                Wiring.Purpose.INSTALL,
                "default",
                scope,
                URI.create(PROXY),
                host.resolve("bin/headroom"),
                "",
                List.of(),
                Map.of(),
                Set.of(options));
    }

    static Wiring towards(Wiring wiring, Map<String, URI> upstreams) {
        return new Wiring(
                wiring.purpose(),
                wiring.profile(),
                wiring.scope(),
                wiring.proxy(),
                wiring.launcher(),
                wiring.project(),
                wiring.found(),
                upstreams,
                wiring.options(),
                wiring.mode(),
                wiring.choices(),
                wiring.run());
    }

    static Wired wire(FakeHost host, Scope scope, Wiring.Option... options) {
        return new ClaudeAdapter().wire(wiring(host, scope, options), host);
    }

    /** All edits, as {@code pointer=value}. */
    static List<String> edits(Wired wired) {
        List<String> edits = new ArrayList<>();
        for (Change change : wired.changes()) {
            if (change instanceof Change.JsonEdit json) {
                for (DocumentEdit edit : json.edits()) {
                    edits.add(edit.pointer() + "=" + edit.value().orElse("absent"));
                }
            }
        }
        return edits;
    }

    static String env(String... namesAndValues) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.add("\"" + namesAndValues[i] + "\": \"" + namesAndValues[i + 1] + "\"");
        }
        return "{\n  \"env\": {\n    " + String.join(",\n    ", members) + "\n  }\n}\n";
    }
}
