package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.proxy.Setting;
import io.headroom.proxy.SettingsCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/configuration.md} is what the catalog says. {@code -Dheadroom.docs.write=true} writes it anew. */
class ConfigurationPageTest {
    private static final String START = "<!-- settings: written by ConfigurationPageTest -->\n";
    private static final String END = "<!-- end of settings -->\n";

    @Test
    void showsEverySettingOfTheCatalog() throws IOException {
        Path page = Distribution.target().resolve("../../docs/configuration.md").normalize();
        String text = Files.readString(page);
        int from = text.indexOf(START) + START.length();
        int to = text.indexOf(END);
        if (Boolean.getBoolean("headroom.docs.write")) {
            Files.writeString(page, text.substring(0, from) + table() + text.substring(to));
            return;
        }

        assertEquals(table(), text.substring(from, to), "run with -Dheadroom.docs.write=true");
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder("\n| key | flag | variables | default | meaning |\n|---|---|---|---|---|\n");
        for (Setting setting : SettingsCatalog.all()) {
            table.append("| `").append(setting.key()).append("` | ");
            table.append(setting.flag().map(flag -> "`--" + flag + "`").orElse(""))
                    .append(" | ");
            table.append(
                    setting.environment().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")));
            table.append(" | ")
                    .append(setting.fallback()
                            .filter(value -> !value.isEmpty())
                            .map(value -> "`" + value + "`")
                            .orElse(""));
            table.append(" | ").append(meaning(setting)).append(" |\n");
        }
        return table.append('\n').toString();
    }

    private static String meaning(Setting setting) {
        String meaning = setting.description().replace("|", "\\|") + (setting.reloads() ? ". *Reloads.*" : "");
        if (setting.later().contains("*")) {
            return meaning + ". *Has no effect yet.*";
        }
        return setting.later().isEmpty()
                ? meaning
                : meaning + ". *No effect yet: `" + String.join("`, `", setting.later()) + "`.*";
    }
}
