package io.headroom.deploy.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.testkit.EngineProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random machines, random plans, random edits of the user's, with the editors of the product. */
class RoundTripPropertyTest {
    private static final long SEED = 20_260_105;
    private static final int RUNS = 60;

    @Test
    @DisplayName("P8, D-1105: any files, any plan, any updates: apply, …, remove = original")
    void givesBackTheOriginal() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            long seed = SEED + run;
            Random random = new Random(seed);
            FakeHost host = host(random);
            SortedMap<String, String> before = host.files();
            EngineProfile profile = new EngineProfile(host, "p", StandardEditors.all(), Steps.NONE);

            profile.apply(plan(random, host));
            if (random.nextBoolean()) {
                profile.apply(plan(random, host));
            }
            if (random.nextBoolean()) {
                profile.suspend();
            }
            if (random.nextBoolean()) {
                profile.resume();
            }
            UndoReport report = profile.remove();

            assertEquals(UndoReport.CLEAN, report, "seed " + seed);
            assertEquals(before, host.files(), "seed " + seed);
        }
    }

    @Test
    @DisplayName("P8, D-1105: any files, any plan, any user edits: apply, edit, remove = original + edits")
    void givesBackTheOriginalWithTheEdits() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            long seed = SEED + run;
            Random random = new Random(seed);
            FakeHost host = host(random);
            EngineProfile profile = new EngineProfile(host, "p", StandardEditors.all(), Steps.NONE);
            String settings = read(host, "settings.json");
            String config = read(host, "config.toml");
            String rc = read(host, ".shrc");
            profile.apply(plan(random, host));

            boolean json = edit(random, host, "settings.json", "\"red\"", "\"blue, \\u00e9\"");
            boolean toml = edit(random, host, "config.toml", "x = 1", "x = 1 # one");
            boolean block = edit(random, host, ".shrc", "alias", "# edited\nalias");
            UndoReport report = profile.remove();

            assertTrue(report.complete() && report.left().isEmpty(), "seed " + seed + ": " + report);
            assertEquals(
                    json ? settings.replace("\"red\"", "\"blue, \\u00e9\"") : settings,
                    read(host, "settings.json"),
                    "seed " + seed);
            assertEquals(
                    toml ? config.replace("x = 1", "x = 1 # one") : config, read(host, "config.toml"), "seed " + seed);
            assertEquals(block ? rc.replace("alias", "# edited\nalias") : rc, read(host, ".shrc"), "seed " + seed);
        }
    }

    private static boolean edit(Random random, FakeHost host, String file, String from, String to) throws Exception {
        String text = read(host, file);
        if (!text.contains(from) || random.nextInt(3) == 0) {
            return false;
        }
        host.withFile(file, text.replace(from, to));
        return true;
    }

    private static String read(FakeHost host, String file) throws Exception {
        Path path = host.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    private static FakeHost host(Random random) {
        FakeHost host = FakeHost.on(Machine.values()[random.nextInt(Machine.values().length)]);
        String end = random.nextBoolean() ? "\n" : "\r\n";
        String last = random.nextBoolean() ? end : "";
        String bom = random.nextInt(4) == 0 ? "\uFEFF" : "";
        if (random.nextInt(5) > 0) {
            String indent = random.nextBoolean() ? "  " : "\t";
            host.withFile(
                    "settings.json",
                    bom
                            + String.join(
                                    end,
                                    "{",
                                    indent + "// mine",
                                    indent + "\"color\": \"red\",",
                                    indent + "\"env\": {\"URL\": \"direct\", \"KEEP\": [1, 2]}",
                                    "}")
                            + last);
        }
        if (random.nextInt(5) > 0) {
            host.withFile(
                    "config.toml",
                    String.join(end, "# head", "url = \"direct\" # mine", "[table]", "x = 1", "url = 'inner'") + last);
        }
        if (random.nextInt(5) > 0) {
            host.withFile(".shrc", String.join(end, "# rc", "alias l=ls") + last);
        }
        if (random.nextInt(3) == 0) {
            host.withFile("own/script.sh", "the user's\n");
        }
        return host;
    }

    private static List<Change> plan(Random random, FakeHost host) {
        List<Change> plan = new ArrayList<>();
        String value = "\"http://127.0.0.1:" + (1024 + random.nextInt(9000)) + "\"";
        if (random.nextInt(4) > 0) {
            List<DocumentEdit> edits = new ArrayList<>(List.of(DocumentEdit.set("/env/URL", value)));
            if (random.nextBoolean()) {
                edits.add(DocumentEdit.set("/deep/er/" + random.nextInt(3), "{\"a\": [true]}"));
            }
            if (random.nextBoolean()) {
                edits.add(DocumentEdit.absent("/env/KEEP"));
            }
            plan.add(new Change.JsonEdit(
                    info("settings"), host.resolve("settings.json"), Change.JsonSyntax.JSONC, edits));
        }
        if (random.nextInt(4) > 0) {
            plan.add(new Change.TomlEdit(
                    info("config"),
                    host.resolve("config.toml"),
                    List.of(DocumentEdit.set("/url", value), DocumentEdit.set("/other/key", value))));
        }
        if (random.nextInt(4) > 0) {
            plan.add(new Change.BlockEdit(
                    info("rc"),
                    host.resolve(".shrc"),
                    "headroom p",
                    List.of("export URL=" + value, "x=$(date)"),
                    Change.BlockEdit.Place.values()[random.nextInt(2)]));
        }
        if (random.nextInt(4) > 0) {
            plan.add(new Change.OwnFile(
                    info("script"),
                    host.resolve("own/script.sh"),
                    FileContent.of("ours " + random.nextInt(3)),
                    OptionalInt.of(0700)));
        }
        if (random.nextBoolean()) {
            plan.add(new Change.OwnDirectory(info("logs"), host.resolve("some/logs"), OptionalInt.empty()));
        }
        return plan;
    }

    private static ChangeInfo info(String name) {
        return ChangeInfo.wiring("p", "lamp", name, "Lights the lamp");
    }
}
