package io.headroom.proxy.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths that tell by themselves which provider they belong to. Works on raw paths: nothing is decoded or normalized. */
final class ProviderPaths {
    private static final Map<String, List<String>> PREFIXES = Map.of(
            "anthropic", List.of("/v1/messages", "/v1/complete"),
            "openai",
                    List.of(
                            "/v1/chat/completions",
                            "/v1/completions",
                            "/v1/embeddings",
                            "/v1/moderations",
                            "/v1/images",
                            "/v1/audio",
                            "/v1/uploads",
                            "/v1/vector_stores",
                            "/v1/threads",
                            "/v1/assistants",
                            "/v1/conversations",
                            "/v1/fine_tuning",
                            "/v1/realtime"),
            "gemini", List.of("/v1beta", "/v1alpha", "/upload/v1beta"),
            "cloudcode", List.of("/v1internal", "/v1/v1internal"),
            "chatgpt", List.of("/backend-api"));
    private static final Pattern RESPONSES =
            Pattern.compile("(?:/v1|/v1/codex|/backend-api|/backend-api/codex)?/responses(/.*)?");
    private static final Pattern MODELS =
            Pattern.compile("(?:/v1|/v1/codex|/backend-api|/backend-api/codex)?/models(/.*)?");
    private static final Pattern VERTEX =
            Pattern.compile("/[^/]+/projects/[^/]+/locations/([^/]+)/publishers/[^/]+/models/[^/]+:[^/:]+");
    private static final Pattern BEDROCK =
            Pattern.compile("/model/[^/]+/(?:invoke|converse|invoke-with-response-stream|converse-stream)");
    private static final String CODEX = "/backend-api/codex";

    private ProviderPaths() {}

    /** The name of the upstream that a path belongs to. */
    static Optional<String> upstream(String path) {
        if (responses(path)) {
            return Optional.empty();
        }
        for (Map.Entry<String, List<String>> entry : PREFIXES.entrySet()) {
            for (String prefix : entry.getValue()) {
                boolean verb = path.startsWith(prefix + ":") && entry.getKey().equals("cloudcode");
                if (path.equals(prefix) || path.startsWith(prefix + "/") || verb) {
                    return Optional.of(entry.getKey());
                }
            }
        }
        if (BEDROCK.matcher(path).matches()) {
            return Optional.of("bedrock");
        }
        return VERTEX.matcher(path).matches() ? Optional.of("vertex") : Optional.empty();
    }

    /** Whether a path is one under which clients know the Responses API; which of its two upstreams serves it, the path does not tell. */
    static boolean responses(String path) {
        return RESPONSES.matcher(path).matches();
    }

    /** Whether a path is the Responses API's collection itself, which can only be posted to. */
    static boolean responsesCollection(String path) {
        Matcher matcher = RESPONSES.matcher(path);
        return matcher.matches() && matcher.group(1) == null;
    }

    /** The path under which ChatGPT's back end has what the client asks for (PX-311). */
    static String forChatGpt(String path) {
        Matcher responses = RESPONSES.matcher(path);
        if (responses.matches()) {
            return CODEX + "/responses" + (responses.group(1) == null ? "" : responses.group(1));
        }
        Matcher models = MODELS.matcher(path);
        if (models.matches()) {
            return CODEX + "/models" + (models.group(1) == null ? "" : models.group(1));
        }
        return path;
    }

    /** The location in a Vertex path. */
    static String vertexLocation(String path) {
        Matcher matcher = VERTEX.matcher(path);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a Vertex path");
        }
        return matcher.group(1);
    }
}
