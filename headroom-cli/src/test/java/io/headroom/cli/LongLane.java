package io.headroom.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A session of a real client that does not run in every build (CONTRIBUTING.md). */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = "CLIENTS",
        matches = ".*\\ball\\b.*",
        disabledReason = "the two sessions that install and wrap need run in every build; this one with CLIENTS=all")
@interface LongLane {}
