package io.headroom.proxy;

import io.headroom.proxy.InvalidSettingsException.Fault;
import io.headroom.proxy.settings.NearestKey;
import io.headroom.proxy.settings.SettingValues;
import io.headroom.proxy.settings.SettingsReader;
import io.headroom.proxy.settings.TomlSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides what each setting is: flag over environment over file over default (PX-301). It takes maps, and reads nothing that it was not
 * given. Immutable.
 */
public final class SettingsResolver {
    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final Optional<Path> file;
    private final Optional<Path> workspace;
    private final Supplier<List<String>> gateways;

    /**
     * Creates a resolver.
     *
     * @param flags by flag without dashes, as typed, so {@code no-optimize} rather than {@code optimize}; {@code true} for a flag that
     *     takes no value
     * @param environment the environment variables
     * @param file the configuration file, if there is one
     * @param workspace the folder for what the proxy writes, if it may write
     */
    public SettingsResolver(
            Map<String, String> flags, Map<String, String> environment, Optional<Path> file, Optional<Path> workspace) {
        this(flags, environment, file, workspace, List::of);
    }

    private SettingsResolver(
            Map<String, String> flags,
            Map<String, String> environment,
            Optional<Path> file,
            Optional<Path> workspace,
            Supplier<List<String>> gateways) {
        this.flags = Map.copyOf(flags);
        this.environment = Map.copyOf(environment);
        this.file = Objects.requireNonNull(file, "file");
        this.workspace = Objects.requireNonNull(workspace, "workspace");
        this.gateways = Objects.requireNonNull(gateways, "gateways");
    }

    /**
     * A resolver that knows what the word {@code gateway} stands for among addresses; without one it is a fault.
     *
     * @param addresses gives the addresses of this machine's default gateways; asked only where the word is used
     * @return the same resolver otherwise
     */
    public SettingsResolver gateways(Supplier<List<String>> addresses) {
        return new SettingsResolver(flags, environment, file, workspace, addresses);
    }

    /**
     * What came out.
     *
     * @param settings the settings
     * @param values each value with its origin, in the order of the catalog
     * @param tools what the file says about tools, which the proxy does nothing with
     * @param warnings one line for each thing that the user should know
     */
    public record Resolution(
            ProxySettings settings, List<SettingValue> values, ToolSettings tools, List<String> warnings) {
        /** Copies the lists. */
        public Resolution {
            values = List.copyOf(values);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Resolves and checks everything.
     *
     * @return the settings
     * @throws InvalidSettingsException with every fault, if there is one
     */
    public Resolution resolve() {
        TomlSettings toml = file.map(TomlSettings::read).orElse(TomlSettings.NONE);
        Sources sources = new Sources(flags, environment, toml);
        Map<String, SettingValue> values = sources.values();
        List<Fault> faults = new ArrayList<>(toml.faults());
        faults.addAll(sources.faults());
        SettingValues typed = new SettingValues(values);
        ProxySettings settings = ProxySettings.read(typed, sources.pluginSettings(), workspace, gateways);
        SettingsReader.checkLoop(typed, settings);
        faults.addAll(typed.faults());
        if (!faults.isEmpty()) {
            throw new InvalidSettingsException(faults);
        }
        return new Resolution(settings, settings.values(), toml.tools(), sources.warnings());
    }

    /** Picks the strongest source of each value, and notes what deserves a warning. */
    private static final class Sources {
        private final Map<String, String> flags;
        private final Map<String, String> environment;
        private final TomlSettings toml;
        private final List<Fault> faults = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final Map<String, Map<String, String>> pluginSettings = new HashMap<>();

        Sources(Map<String, String> flags, Map<String, String> environment, TomlSettings toml) {
            this.flags = flags;
            this.environment = environment;
            this.toml = toml;
            unknownFlags();
            legacyVariables();
            unknownKeys();
            warnings.addAll(toml.tools().warnings());
            toml.tools().faults().forEach(fault -> warnings.add(fault + "; the proxy runs without it"));
        }

        List<Fault> faults() {
            return faults;
        }

        List<String> warnings() {
            return warnings;
        }

        Map<String, Map<String, String>> pluginSettings() {
            return pluginSettings;
        }

        Map<String, SettingValue> values() {
            Map<String, SettingValue> values = new LinkedHashMap<>();
            for (Setting setting : SettingsCatalog.all()) {
                SettingValue value = fromFlag(setting)
                        .or(() -> fromEnvironment(setting))
                        .or(() -> fromFile(setting))
                        .orElseGet(() -> fallback(setting));
                values.put(setting.key(), value);
                boolean given = value.origin().kind() != SettingOrigin.Kind.DEFAULT
                        && !value.text().equals(setting.fallback().orElse(""));
                if (given && setting.withoutEffect(value.text())) {
                    warnings.add(value.origin() + ": " + setting.key() + " = " + value.shown() + " has no effect yet");
                }
            }
            return values;
        }

        private Optional<SettingValue> fromFlag(Setting setting) {
            for (SettingsCatalog.Alias alias : SettingsCatalog.aliases().values()) {
                String given = flags.get(alias.flag());
                if (alias.key().equals(setting.key()) && isTrue(given)) {
                    return Optional.of(value(setting, alias.value(), SettingOrigin.Kind.FLAG, alias.flag()));
                }
            }
            if (setting.flag().isEmpty()) {
                return Optional.empty();
            }
            String flag = setting.flag().get();
            if (flags.containsKey(flag)) {
                return Optional.of(value(setting, flags.get(flag), SettingOrigin.Kind.FLAG, flag));
            }
            boolean negated = setting.type() == Setting.Type.BOOLEAN && isTrue(flags.get("no-" + flag));
            return negated
                    ? Optional.of(value(setting, "false", SettingOrigin.Kind.FLAG, "no-" + flag))
                    : Optional.empty();
        }

        private Optional<SettingValue> fromEnvironment(Setting setting) {
            Optional<SettingValue> first = Optional.empty();
            for (String name : setting.environment()) {
                String text = environment.getOrDefault(name, "");
                if (text.isBlank()) {
                    continue;
                }
                if (first.isEmpty()) {
                    first = Optional.of(value(setting, text, SettingOrigin.Kind.ENVIRONMENT, name));
                } else if (!first.get().text().equals(text)) {
                    warnings.add("env " + name + " is ignored: "
                            + first.get().origin().detail() + " gives another value for " + setting.key());
                }
            }
            return first.or(() -> aliasVariable(setting));
        }

        private Optional<SettingValue> aliasVariable(Setting setting) {
            return SettingsCatalog.aliases().values().stream()
                    .filter(alias -> alias.key().equals(setting.key()))
                    .filter(alias -> SettingValues.bool(environment.getOrDefault(alias.environment(), ""))
                            .filter(on -> !on)
                            .isPresent())
                    .map(alias -> value(setting, alias.value(), SettingOrigin.Kind.ENVIRONMENT, alias.environment()))
                    .findFirst();
        }

        private Optional<SettingValue> fromFile(Setting setting) {
            return Optional.ofNullable(toml.entries().get(setting.key()))
                    .map(entry -> value(setting, entry.text(), SettingOrigin.Kind.FILE, entry.place()));
        }

        private static SettingValue fallback(Setting setting) {
            return value(setting, setting.fallback().orElse(""), SettingOrigin.Kind.DEFAULT, "");
        }

        private static SettingValue value(Setting setting, String text, SettingOrigin.Kind kind, String detail) {
            return new SettingValue(setting, text, new SettingOrigin(kind, detail));
        }

        private static boolean isTrue(String text) {
            return text != null && SettingValues.bool(text).orElse(false);
        }

        private void unknownFlags() {
            for (Map.Entry<String, String> given : new java.util.TreeMap<>(flags).entrySet()) {
                String flag = given.getKey();
                String positive = flag.startsWith("no-") ? flag.substring("no-".length()) : flag;
                boolean negation = SettingsCatalog.findFlag(positive)
                        .filter(setting -> setting.type() == Setting.Type.BOOLEAN)
                        .isPresent();
                if (SettingsCatalog.findFlag(flag).isPresent()
                        || SettingsCatalog.aliases().containsKey(flag)
                        || negation) {
                    continue;
                }
                if (flag.equals("backend")) {
                    backend(given.getValue(), "flag --backend");
                } else if (SettingsCatalog.legacyFlag(flag)) {
                    warnings.add("flag --" + flag + " means nothing in this version and is ignored");
                } else {
                    faults.add(
                            new Fault(flag, given.getValue(), "there is no such flag", Optional.of("flag --" + flag)));
                }
            }
        }

        private void legacyVariables() {
            backend(environment.getOrDefault("HEADROOM_BACKEND", ""), "env HEADROOM_BACKEND");
            environment.keySet().stream()
                    .sorted()
                    .filter(SettingsCatalog::legacyVariable)
                    .forEach(name -> warnings.add("env " + name + " means nothing in this version and is ignored"));
        }

        /** Another back end would mean that requests belong elsewhere: sending them to Anthropic would misroute data. */
        private void backend(String name, String place) {
            if (!name.isBlank() && !name.strip().equals("anthropic")) {
                faults.add(new Fault(
                        "backend",
                        name,
                        "other back ends are not supported; set the URL of the upstream instead, such as upstream.anthropic.url",
                        Optional.of(place)));
            }
        }

        private void unknownKeys() {
            toml.entries().forEach((key, entry) -> {
                if (SettingsCatalog.find(key).isPresent()) {
                    return;
                }
                String[] parts = key.split("\\.", 3);
                if (parts.length == 3 && parts[0].equals("plugins")) {
                    pluginSettings
                            .computeIfAbsent(parts[1], id -> new HashMap<>())
                            .put(parts[2], entry.text());
                } else {
                    warnings.add(entry.place() + ": there is no setting " + key
                            + NearestKey.to(key)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse(""));
                }
            });
        }
    }
}
