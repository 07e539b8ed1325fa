package io.headroom.workload;

import java.util.List;
import java.util.Locale;

/** The eight tools of {@link AgentSession}. */
enum AgentTool {
    READ("Read", "file_path"),
    BASH("Bash", "command"),
    GREP("Grep", "pattern"),
    GLOB("Glob", "pattern"),
    ISSUES("mcp__tracker__list_issues", "query"),
    ROWS("mcp__database__query", "sql"),
    LOGS("mcp__logs__search", "query"),
    FETCH("WebFetch", "url");

    private final String wireName;
    private final String parameter;

    AgentTool(String wireName, String parameter) {
        this.wireName = wireName;
        this.parameter = parameter;
    }

    String wireName() {
        return wireName;
    }

    String description() {
        return "The tool " + name().toLowerCase(Locale.ROOT) + ", which takes a " + parameter + ".";
    }

    Json schema() {
        return Json.object(
                "type",
                "object",
                "properties",
                Json.object(parameter, Json.object("type", "string")),
                "required",
                List.of(parameter));
    }

    Json input(SplitMix64 random) {
        String value = switch (this) {
            case READ -> "/srv/shop/src/main/java/com/acme/shop/cart/Cart" + random.below(40) + ".java";
            case BASH ->
                random.of("mvn -q test -pl cart", "ls -l target", "tail -n 80 logs/app.log", "git log --stat -n 8");
            case GREP -> random.of("applyCoupon", "totalOf", "roundHalfUp");
            case GLOB -> "src/**/*" + random.of("Cart", "Price", "Order") + "*.java";
            case ISSUES -> "is:open total";
            case ROWS -> "select * from users where orders > " + random.below(50);
            case LOGS -> "service:orders level:" + random.of("ERROR", "WARN");
            case FETCH -> "https://docs.example.com/pricing/" + random.below(90);
        };
        return Json.object(parameter, value);
    }
}
