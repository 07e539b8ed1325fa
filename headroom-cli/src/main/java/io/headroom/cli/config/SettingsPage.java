package io.headroom.cli.config;

import io.headroom.cli.console.Json;
import io.headroom.cli.console.Style;
import io.headroom.cli.console.Table;
import io.headroom.proxy.SettingValue;
import io.headroom.proxy.SettingsResolver.Resolution;
import io.headroom.proxy.ToolSettings;
import java.util.ArrayList;
import java.util.List;

/** Shows settings with their origins; secrets stay hidden. */
public final class SettingsPage {
    private SettingsPage() {}

    /** One line for each setting, and what a change of some costs (PX-524). */
    public static List<String> lines(Resolution resolution, Style style) {
        Table table = new Table("key", "value", "from");
        for (SettingValue value : resolution.values()) {
            table.row(value.setting().key(), value.shown(), value.origin());
        }
        for (ToolSettings.Value value : resolution.tools().values()) {
            table.row(value.key(), value.shown(), value.place());
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        lines.add("");
        lines.add(
                "A change of compression.* costs each running conversation one write of the provider's prompt cache.");
        return lines;
    }

    /** The same for programs. */
    public static String json(Resolution resolution) {
        return Json.document(out -> {
            out.writeStartObject();
            out.writeName("settings");
            out.writeStartObject();
            for (SettingValue value : resolution.values()) {
                out.writeName(value.setting().key());
                out.writeStartObject();
                out.writeStringProperty("value", value.shown());
                out.writeStringProperty("from", value.origin().toString());
                out.writeEndObject();
            }
            for (ToolSettings.Value value : resolution.tools().values()) {
                out.writeName(value.key());
                out.writeStartObject();
                out.writeStringProperty("value", value.shown());
                out.writeStringProperty("from", value.place());
                out.writeEndObject();
            }
            out.writeEndObject();
            out.writeName("warnings");
            out.writeStartArray();
            resolution.warnings().forEach(out::writeString);
            out.writeEndArray();
            out.writeEndObject();
        });
    }
}
