package io.headroom.proxy.settings;

import io.headroom.api.compress.Mode;
import io.headroom.proxy.InvalidSettingsException.Fault;
import io.headroom.proxy.Setting;
import io.headroom.proxy.SettingOrigin;
import io.headroom.proxy.SettingValue;
import io.headroom.proxy.address.BaseUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads values as what their settings say they are. A wrong value is noted as a fault and read as the default, so that one pass finds
 * every fault. Not thread-safe.
 */
public final class SettingValues {
    private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");
    private static final Set<String> FALSE = Set.of("0", "false", "no", "off");

    private final Map<String, SettingValue> values;
    private final List<Fault> faults = new ArrayList<>();

    /** Takes all values, those of defaults included, by key. */
    public SettingValues(Map<String, SettingValue> values) {
        this.values = values;
    }

    /** All values as they were given. */
    public List<SettingValue> all() {
        return List.copyOf(values.values());
    }

    /** The faults so far. */
    public List<Fault> faults() {
        return faults;
    }

    /** Notes a fault of a value that can be read but not used. */
    public void fault(String key, String reason) {
        SettingValue value = values.get(key);
        Optional<String> place = Optional.of(value.origin())
                .filter(origin ->
                        origin.kind() != SettingOrigin.Kind.DEFAULT && origin.kind() != SettingOrigin.Kind.PROGRAM)
                .map(SettingOrigin::toString);
        faults.add(new Fault(key, value.shown(), reason, place));
    }

    /** A text, if there is one. */
    public Optional<String> text(String key) {
        return Optional.of(values.get(key).text().strip()).filter(text -> !text.isEmpty());
    }

    /** A whole number. */
    public int integer(String key) {
        SettingValue value = values.get(key);
        try {
            long number = Long.parseLong(value.text().strip().replace("_", ""));
            if (inRange(value, number) && number == (int) number) {
                return (int) number;
            }
        } catch (NumberFormatException notANumber) {
            wrong(value);
        }
        return Integer.parseInt(fallback(value.setting()));
    }

    /** A boolean. */
    public boolean flag(String key) {
        SettingValue value = values.get(key);
        Optional<Boolean> read = bool(value.text());
        if (read.isEmpty()) {
            wrong(value);
        }
        return read.orElseGet(() -> bool(fallback(value.setting())).orElse(false));
    }

    /** A boolean in one of its spellings; empty if it is none. */
    public static Optional<Boolean> bool(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return Optional.of(true);
        }
        return FALSE.contains(word) ? Optional.of(false) : Optional.empty();
    }

    /** A duration. */
    public Duration duration(String key) {
        SettingValue value = values.get(key);
        String bare = value.setting().type() == Setting.Type.MILLISECONDS ? "ms" : "s";
        Optional<Long> nanos = Quantity.nanos(value.text(), bare);
        long unit = bare.equals("ms") ? 1_000_000L : 1_000_000_000L;
        if (nanos.isEmpty()) {
            wrong(value);
        } else if (rangeCovers(value.setting(), nanos.get(), unit)) {
            return Duration.ofNanos(nanos.get());
        } else {
            wrong(value);
        }
        return Duration.ofNanos(Quantity.nanos(fallback(value.setting()), bare).orElse(0L));
    }

    /** A number of bytes. */
    public long size(String key) {
        SettingValue value = values.get(key);
        Optional<Long> bytes = Quantity.bytes(value.text());
        if (bytes.isEmpty()) {
            wrong(value);
        } else if (inRange(value, bytes.get())) {
            return bytes.get();
        }
        return Quantity.bytes(fallback(value.setting())).orElse(0L);
    }

    /** One of the words of a choice. */
    public String choice(String key) {
        SettingValue value = values.get(key);
        String word = value.text().strip().toLowerCase(Locale.ROOT);
        if (value.setting().choices().contains(word)) {
            return word;
        }
        wrong(value);
        return fallback(value.setting());
    }

    /** The mode, in this program's words or in those of the Python Headroom. */
    public Mode mode(String key) {
        SettingValue value = values.get(key);
        Optional<Mode> mode = Modes.parse(value.text());
        if (mode.isEmpty()) {
            wrong(value);
        }
        return mode.orElse(Mode.BALANCED);
    }

    /** A list. */
    public List<String> list(String key) {
        return split(values.get(key).text());
    }

    /** Splits at commas. */
    public static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return List.copyOf(items);
    }

    /** A path. */
    public Optional<Path> path(String key) {
        return text(key).flatMap(text -> path(values.get(key), text));
    }

    /** Paths. */
    public List<Path> paths(String key) {
        List<Path> paths = new ArrayList<>();
        for (String item : list(key)) {
            path(values.get(key), item).ifPresent(paths::add);
        }
        return List.copyOf(paths);
    }

    /** The base URL of an upstream, without a trailing {@code /} or {@code /v1} (PX-304). */
    public Optional<URI> url(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(BaseUrl.parse(text.get()));
        } catch (URISyntaxException wrong) {
            fault(key, wrong.getReason() + "; give " + values.get(key).setting().allowed());
            return Optional.empty();
        }
    }

    /** Levels of tools. */
    public Map<String, Mode> toolModes(String key) {
        Map<String, Mode> modes = new LinkedHashMap<>();
        for (String item : list(key)) {
            int colon = item.lastIndexOf(':');
            Optional<Mode> mode = colon < 1 ? Optional.empty() : Modes.parse(item.substring(colon + 1));
            if (mode.isEmpty() || mode.get() == Mode.AUDIT) {
                wrong(values.get(key));
            } else {
                modes.put(item.substring(0, colon).strip(), mode.get());
            }
        }
        return Map.copyOf(modes);
    }

    /** Checks a number that nothing reads yet. */
    public void decimal(String key) {
        text(key).ifPresent(text -> {
            if (!text.matches("\\d{1,12}(\\.\\d{1,6})?")) {
                wrong(values.get(key));
            }
        });
    }

    private Optional<Path> path(SettingValue value, String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException wrong) {
            fault(value.setting().key(), "not a path: " + wrong.getReason());
            return Optional.empty();
        }
    }

    private boolean inRange(SettingValue value, long number) {
        if (number < value.setting().least() || number > value.setting().most()) {
            wrong(value);
            return false;
        }
        return true;
    }

    private static boolean rangeCovers(Setting setting, long nanos, long unit) {
        boolean enough = setting.least() == Long.MIN_VALUE || nanos / unit >= setting.least();
        return enough && (setting.most() == Long.MAX_VALUE || nanos <= setting.most() * unit);
    }

    private void wrong(SettingValue value) {
        fault(value.setting().key(), "give " + value.setting().allowed());
    }

    private static String fallback(Setting setting) {
        return setting.fallback().orElse("");
    }
}
