package io.headroom.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts a {@link Setting} together. Unless told otherwise, the flag is the last part of the key, and the first variable follows the flag. */
final class SettingBuilder {
    private final String key;
    private final Setting.Type type;
    private final String fallback;
    private final String description;
    private Optional<String> flag;
    private Optional<Character> shortFlag = Optional.empty();
    private final List<String> variables = new ArrayList<>();
    private List<String> choices = List.of();
    private List<String> later = List.of();
    private long least = Long.MIN_VALUE;
    private long most = Long.MAX_VALUE;
    private boolean secret;
    private boolean reloads;

    SettingBuilder(String key, Setting.Type type, String fallback, String description) {
        this.key = key;
        this.type = type;
        this.fallback = fallback;
        this.description = description;
        this.flag = Optional.of(key.substring(key.lastIndexOf('.') + 1));
    }

    SettingBuilder flag(String name) {
        flag = Optional.of(name);
        return this;
    }

    SettingBuilder noFlag(String variable) {
        flag = Optional.empty();
        variables.add(variable);
        return this;
    }

    /** Only the file may set it. */
    SettingBuilder fileOnly() {
        flag = Optional.empty();
        return this;
    }

    SettingBuilder shortFlag(char letter) {
        shortFlag = Optional.of(letter);
        return this;
    }

    SettingBuilder variables(String... names) {
        variables.addAll(List.of(names));
        return this;
    }

    SettingBuilder choices(String... words) {
        choices = List.of(words);
        return this;
    }

    SettingBuilder range(long from, long to) {
        least = from;
        most = to;
        return this;
    }

    SettingBuilder later(String... values) {
        later = List.of(values);
        return this;
    }

    SettingBuilder secret() {
        secret = true;
        return this;
    }

    SettingBuilder reloads() {
        reloads = true;
        return this;
    }

    Setting build() {
        List<String> names = new ArrayList<>();
        flag.map(name -> "HEADROOM_" + name.replace('-', '_').toUpperCase(Locale.ROOT))
                .ifPresent(names::add);
        names.addAll(variables);
        return new Setting(
                key,
                flag,
                shortFlag,
                names,
                type,
                choices,
                least,
                most,
                Optional.of(fallback).filter(text -> !text.isEmpty()),
                description,
                later,
                secret,
                reloads);
    }
}
