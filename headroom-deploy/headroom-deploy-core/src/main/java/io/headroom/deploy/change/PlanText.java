package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.deploy.surface.Surface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan for a terminal (D-203): a sentence for each change that does something, then what it does to a file as a unified difference, or
 * the command with its inverse. No secret is shown: {@code ***} stands for it. Thread-safe.
 */
public final class PlanText {
    private static final String NOTHING = "/dev/null";

    /** Creates it. */
    public PlanText() {}

    /**
     * Shows a plan.
     *
     * @param plan the plan
     * @return its lines, the refusals last
     */
    public List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (step.action() != Step.Action.KEEP) {
                lines.add(sentence(step));
                lines.addAll(details(step));
            }
        }
        plan.refusals().forEach(refusal -> lines.add(refusal.text()));
        return lines;
    }

    private static String sentence(Step step) {
        String sentence = step.info().sentence();
        String prefix = switch (step.action()) {
            case UNDO -> "Undo: ";
            case SUSPEND -> "Suspend: ";
            case RESUME -> "Resume: ";
            default -> "";
        };
        return prefix + sentence + ".";
    }

    private static List<String> details(Step step) {
        Redaction redaction = new Redaction(step.change());
        Change change = step.change();
        boolean undoes = step.action() == Step.Action.UNDO || step.action() == Step.Action.SUSPEND;
        if (change instanceof Change.Command command) {
            return List.of(
                    "  run: " + redaction.command(text(undoes ? command.undo() : command.apply())),
                    "  undo: " + redaction.command(text(undoes ? command.apply() : command.undo())));
        }
        if (change instanceof Change.OwnDirectory directory) {
            return List.of((undoes ? "  remove if empty: " : "  folder: ") + directory.path());
        }
        if (change instanceof Change.EnvironmentValue value) {
            return List.of("  " + value.hive() + " " + value.name() + ": " + shown(step.before(), redaction) + " -> "
                    + shown(step.after(), redaction));
        }
        return file(step, redaction);
    }

    private static List<String> file(Step step, Redaction redaction) {
        String path = Surface.of(step.change()).name();
        List<String> difference = UnifiedDiff.of(text(step.before()), text(step.after()));
        List<String> lines = new ArrayList<>();
        if (step.before().equals(step.after())) {
            lines.add("  " + path + " is so already");
            return lines;
        }
        lines.add("--- " + (step.before().isPresent() ? path : NOTHING));
        lines.add("+++ " + (step.after().isPresent() ? path : NOTHING));
        difference.forEach(
                line -> lines.add(line.startsWith("@@") || line.startsWith("\\") ? line : redaction.line(line)));
        return lines;
    }

    private static String shown(Optional<FileContent> value, Redaction redaction) {
        return value.isEmpty() ? "unset" : redaction.value(text(value).replaceFirst("\n", " "));
    }

    private static String text(Optional<FileContent> content) {
        return content.map(bytes -> new String(bytes.bytes(), StandardCharsets.UTF_8))
                .orElse("");
    }

    private static String text(CommandLine command) {
        return String.join(" ", command.arguments());
    }
}
