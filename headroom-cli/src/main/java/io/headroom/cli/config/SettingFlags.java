package io.headroom.cli.config;

import io.headroom.proxy.Setting;
import io.headroom.proxy.SettingsCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns the settings catalog into options of a command, and the options that were given back into what the resolver takes. */
public final class SettingFlags {
    private static final String CONFIG = "--config";

    private SettingFlags() {}

    /** Adds an option for each setting that has a flag, grouped by the tables of the configuration file. */
    public static void addTo(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(String.class)
                .description("The configuration file. Default: headroom.toml in the configuration folder.")
                .build());
        Map<String, ArgGroupSpec.Builder> groups = new LinkedHashMap<>();
        for (Setting setting : SettingsCatalog.all()) {
            setting.flag()
                    .ifPresent(flag -> groups.computeIfAbsent(setting.table(), SettingFlags::group)
                            .addArg(option(setting, flag)));
        }
        groups.values().forEach(group -> spec.addArgGroup(group.build()));
        SettingsCatalog.aliases().values().stream()
                .sorted((one, other) -> one.flag().compareTo(other.flag()))
                .forEach(alias -> spec.addOption(OptionSpec.builder("--" + alias.flag())
                        .type(boolean.class)
                        .description("The same as " + alias.key() + " = " + alias.value() + ".")
                        .build()));
        // Some unknown flags are old ones that mean nothing here; given() tells them from mistakes.
        command.setUnmatchedArgumentsAllowed(true);
        spec.parser().unmatchedArgumentsAllowed(true);
    }

    /** The flags that were given, by name without dashes. */
    public static Map<String, String> given(ParseResult parsed) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (OptionSpec option : parsed.matchedOptionsSet()) {
            String name = option.longestName().substring("--".length());
            if (SettingsCatalog.findFlag(name).isPresent()
                    || SettingsCatalog.aliases().containsKey(name)) {
                collect(flags, name, option);
            }
        }
        flags.putAll(legacy(parsed));
        return flags;
    }

    /** The file that was given, if one was. */
    public static Optional<String> file(ParseResult parsed) {
        return Optional.ofNullable(parsed.matchedOptionValue(CONFIG, null));
    }

    private static void collect(Map<String, String> flags, String name, OptionSpec option) {
        List<String> values = option.stringValues();
        if (option.type() == Boolean.class || option.type() == boolean.class) {
            boolean on = Boolean.TRUE.equals(option.getValue());
            flags.put(on ? name : "no-" + name, "true");
        } else {
            // Given again, an option adds to a list and replaces anything else.
            flags.put(name, isList(name) ? String.join(",", values) : values.get(values.size() - 1));
        }
    }

    private static boolean isList(String flag) {
        Set<Setting.Type> lists = Set.of(Setting.Type.LIST, Setting.Type.PATHS, Setting.Type.TOOL_MODES);
        return SettingsCatalog.findFlag(flag)
                .filter(setting -> lists.contains(setting.type()))
                .isPresent();
    }

    /** Flags that no option has: accepted where they are old ones, refused otherwise. */
    private static Map<String, String> legacy(ParseResult parsed) {
        Map<String, String> flags = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        String open = "";
        for (String word : parsed.unmatched()) {
            int equals = word.indexOf('=');
            String name = word.startsWith("--") ? word.substring(2, equals < 0 ? word.length() : equals) : "";
            if (SettingsCatalog.legacyFlag(name) || "backend".equals(name)) {
                flags.put(name, equals < 0 ? "true" : word.substring(equals + 1));
                open = equals < 0 ? name : "";
            } else if (!open.isEmpty() && !word.startsWith("-")) {
                flags.put(open, word);
                open = "";
            } else {
                unknown.add(word);
            }
        }
        if (!unknown.isEmpty()) {
            throw new UnmatchedArgumentException(parsed.commandSpec().commandLine(), unknown);
        }
        return flags;
    }

    private static ArgGroupSpec.Builder group(String table) {
        return ArgGroupSpec.builder().validate(false).exclusive(false).heading("%nTable " + table + ":%n");
    }

    private static OptionSpec option(Setting setting, String flag) {
        List<String> names = new ArrayList<>();
        setting.shortFlag().ifPresent(letter -> names.add("-" + letter));
        names.add("--" + flag);
        OptionSpec.Builder option = OptionSpec.builder(names.toArray(String[]::new));
        if (setting.type() == Setting.Type.BOOLEAN) {
            option.type(Boolean.class).arity("0").negatable(true).fallbackValue("true");
        } else {
            option.type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel(label(setting));
        }
        if (!setting.choices().isEmpty()) {
            option.completionCandidates(setting.choices());
        }
        String fallback = setting.fallback()
                .filter(value -> !value.isEmpty())
                .map(value -> " Default: " + value + ".")
                .orElse("");
        return option.description((setting.description() + "." + fallback).replace("%", "%%"))
                .build();
    }

    private static String label(Setting setting) {
        return setting.type().name().replace("MILLISECONDS", "TIME").replace("SECONDS", "TIME");
    }
}
