package io.headroom.workload;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows from which JSON workloads are made: log entries, database rows, files, search hits, issues. */
final class Rows {
    private static final String[] SERVICES = {"api-gateway", "auth-service", "orders", "payments", "inventory"};
    private static final String[] LEVELS = {"INFO", "INFO", "INFO", "INFO", "WARN", "ERROR", "DEBUG"};
    private static final String[] REGIONS = {"eu-west-1", "us-east-1", "ap-south-1"};
    private static final String[] STATUSES = {"active", "inactive", "pending", "suspended", "trial"};
    private static final String[] COUNTRIES = {"DE", "FR", "US", "JP", "BR", "IN", "GB"};
    private static final String[] TIERS = {"free", "basic", "pro", "team", "enterprise"};
    private static final String[] REPOSITORIES = {"shop-web", "shop-api", "billing", "search-index", "ops-tools"};
    private static final String[] LANGUAGES = {"TypeScript", "Java", "Go", "Python", "Shell"};
    private static final String[] LABELS = {"bug", "enhancement", "p1", "ui", "needs-info"};
    private static final String[] TITLES = {
        "Login loop on Safari",
        "Cart total is wrong after coupon",
        "Search ignores umlauts",
        "Export times out for large accounts",
        "Dark mode flickers on load",
        "Webhook retried although acknowledged",
        "Password reset mail arrives twice"
    };
    private static final String[] NAMES = {
        "anna", "ben", "chloe", "dmitri", "elif", "farid", "grace", "hiro", "ines", "jonas"
    };
    private static final String[] FOLDERS = {"cart", "checkout", "account", "search", "mail", "report", "billing"};
    private static final String[] STEMS = {"service", "handler", "client", "model", "view", "store", "mapper", "task"};
    private static final String[] CALLS = {
        "retry(request, attempts)", "cache.get(key)", "logger.info(message)", "await save(order)", "validate(input)"
    };

    private final SplitMix64 random;

    Rows(SplitMix64 random) {
        this.random = random;
    }

    Json log(int index) {
        return Json.object(
                "timestamp",
                        Instant.parse("2026-03-14T09:00:00Z")
                                .plusSeconds(60L * index)
                                .toString(),
                "level", random.of(LEVELS),
                "service", random.of(SERVICES),
                "message", message(),
                "trace_id", random.hex(16),
                "metadata", Json.object("host", "node-" + (1 + random.below(12)), "region", random.of(REGIONS)));
    }

    private String message() {
        int n = random.below(100_000);
        return switch (random.below(10)) {
            case 0 -> "Request completed in " + n % 2000 + "ms";
            case 1 -> "User " + n + " logged in";
            case 2 -> "Cache miss for key session:" + n;
            case 3 -> "Database query took " + n % 900 + "ms";
            case 4 -> "Connection pool at " + n % 100 + " percent";
            case 5 -> "Order " + n + " accepted";
            case 6 -> "Retrying upstream call, attempt " + n % 5;
            case 7 -> "Payment " + n + " declined by issuer";
            case 8 -> "Queue depth is " + n % 5000;
            default -> "Scheduled job finished after " + n % 300 + " s";
        };
    }

    Json db(int index, int rows) {
        int id = 1000 + index;
        boolean outlier = index == rows / 7 || index == rows / 2 || index == rows - 5;
        double revenue = outlier ? 250_000 + random.below(90_000) : Math.abs(random.gaussian(480, 140));
        LocalDate joined = LocalDate.of(2021, 1, 1).plusDays(random.below(1500));
        return Json.object(
                "user_id", id,
                "email", "user" + id + "@example.com",
                "created", joined.toString(),
                "last_login",
                        LocalDate.of(2026, 1, 1).plusDays(random.below(80)).toString(),
                "orders", random.below(120),
                "revenue", new Json.Literal(decimal(revenue, 2)),
                "status", random.of(STATUSES),
                "country", random.of(COUNTRIES),
                "tier", random.of(TIERS));
    }

    Json file() {
        String folder = random.of(FOLDERS);
        String path =
                "src/main/java/com/acme/shop/" + folder + "/" + random.of(STEMS) + "-" + random.below(400) + ".java";
        int line = 1 + random.below(600);
        return Json.object(
                "path",
                path,
                "size",
                400 + random.below(40_000),
                "modified",
                LocalDate.of(2025, 1, 1).plusDays(random.below(420)).toString(),
                "matches",
                List.of(Json.object(
                        "line", line,
                        "content", code(line),
                        "context_before", List.of(code(line - 2), code(line - 1)),
                        "context_after", List.of(code(line + 1), code(line + 2)))),
                "score",
                new Json.Literal(decimal(0.2 + random.below(800) / 1000.0, 3)));
    }

    String code(int line) {
        return switch (random.below(5)) {
            case 0 -> "    return " + random.of(CALLS) + ";";
            case 1 -> "    // see ticket SHOP-" + random.below(3000);
            case 2 -> "    int value" + Math.max(0, line) % 90 + " = " + random.of(CALLS) + ";";
            case 3 -> "    if (count > " + random.below(500) + ") {";
            default -> "    " + random.of(CALLS) + ";";
        };
    }

    Json hit() {
        int chosen = random.below(REPOSITORIES.length);
        String repository = REPOSITORIES[chosen];
        String path = "src/" + random.of(FOLDERS) + "/" + random.of(STEMS) + random.below(200) + ".ts";
        String sha = random.hex(40);
        return Json.object(
                "repository",
                repository(chosen),
                "path",
                path,
                "sha",
                sha,
                "url",
                "https://git.example.com/acme/" + repository + "/blob/" + sha + "/" + path,
                "score",
                new Json.Literal(decimal(1 + random.below(40_000) / 1000.0, 3)),
                "text_matches",
                List.of(Json.object("fragment", code(random.below(300)).strip(), "property", "content")));
    }

    private Json repository(int chosen) {
        return Json.object(
                "name", "acme/" + REPOSITORIES[chosen],
                "description", "The " + REPOSITORIES[chosen].replace('-', ' ') + " of the shop",
                "stars", 40 + 17 * chosen,
                "language", LANGUAGES[chosen],
                "updated", LocalDate.of(2026, 2, 1 + chosen).toString());
    }

    Json issue(int index) {
        int number = 400 + index;
        String login = random.of(NAMES);
        List<String> labels = new ArrayList<>();
        int count = random.below(4);
        for (int i = 0; i < count; i++) {
            String label = random.of(LABELS);
            if (!labels.contains(label)) {
                labels.add(label);
            }
        }
        return Json.object(
                "number",
                number,
                "title",
                random.of(TITLES),
                "state",
                random.onceIn(3) ? "closed" : "open",
                "user",
                Json.object("login", login, "avatar_url", "https://avatars.example.com/u/" + login + "?v=4"),
                "labels",
                labels,
                "created_at",
                LocalDate.of(2025, 6, 1).plusDays(random.below(250)) + "T08:12:33Z",
                "updated_at",
                LocalDate.of(2026, 2, 1).plusDays(random.below(30)) + "T17:40:01Z",
                "comments",
                random.below(30),
                "url",
                "https://api.example.com/repos/acme/shop/issues/" + number,
                "html_url",
                "https://git.example.com/acme/shop/issues/" + number,
                "body",
                body());
    }

    private String body() {
        return "### What happens\nAfter step " + (1 + random.below(9)) + " the page shows `" + random.of(CALLS)
                + "` and stops.\n\n"
                + "### What should happen\nThe " + random.of(FOLDERS) + " view loads within " + (1 + random.below(5))
                + " s.\n\n"
                + "- version 4." + random.below(20) + "." + random.below(30) + "\n- seen by " + random.of(NAMES);
    }

    Json codeSearchHit(int index, String author) {
        String component = random.of(FOLDERS);
        int line = 1 + random.below(800);
        return Json.object(
                "type",
                "code",
                "index",
                "main",
                "branch",
                "develop",
                "component",
                component,
                "file",
                "packages/" + component + "/src/" + random.of(STEMS) + "." + random.of("ts", "tsx", "java"),
                "line",
                line,
                "content",
                code(line),
                "context",
                Json.object(
                        "before", List.of(code(line - 1)),
                        "after", List.of(code(line + 1))),
                "author",
                author,
                "score",
                new Json.Literal(decimal(0.99 - index * 0.004, 3)),
                "metadata",
                Json.object("language", "typescript", "generated", false, "encoding", "utf-8"));
    }

    String author() {
        return random.of(NAMES);
    }

    static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
