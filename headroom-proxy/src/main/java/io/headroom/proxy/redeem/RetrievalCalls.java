package io.headroom.proxy.redeem;

import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.MalformedSliceException;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.Slice;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers the model's calls of the retrieval tool. What is wrong with a call is told to the model, which can mend it. Thread-safe. */
final class RetrievalCalls {
    private final Retrieval retrieval;
    private final JsonParts parts;

    RetrievalCalls(Retrieval retrieval, JsonParts parts) {
        this.retrieval = retrieval;
        this.parts = parts;
    }

    /** What a call with those arguments brings; reads the store, and so may block. */
    Found find(String input) {
        Map<String, String> words;
        try {
            words = words(input.isBlank() ? "{}" : input);
        } catch (MalformedJsonException e) {
            return Found.failure("the arguments are no JSON object");
        }
        String original = words.remove("id");
        if (original == null) {
            return Found.failure("id: it is missing; give the id in the last line of the shortened text");
        }
        try {
            Answer answer = retrieval.retrieve(original, Slice.of(words));
            return answer instanceof Answer.Part part ? success(original, part) : Found.failure(message(answer));
        } catch (MalformedSliceException e) {
            return Found.failure(e.getMessage());
        }
    }

    private Map<String, String> words(String input) {
        Map<String, String> words = new LinkedHashMap<>();
        for (Map.Entry<String, Part> argument : parts.of(input).members().entrySet()) {
            // Models fill in what they leave open; only keys mean something when they are empty: the names.
            argument.getValue()
                    .scalar()
                    .filter(value -> !value.isEmpty() || argument.getKey().equals("keys"))
                    .ifPresent(value -> words.put(argument.getKey(), value));
        }
        return words;
    }

    private static Found success(String original, Answer.Part part) {
        if (part.cut().isPresent()) {
            Answer.Cut cut = part.cut().get();
            String rest = cut.rest().words().entrySet().stream()
                    .map(word -> word.getKey() + "=" + word.getValue())
                    .collect(Collectors.joining(" "));
            String more = "[headroom: these are " + cut.shown() + "; go on with: " + ToolOffer.NAME + " id="
                    + original.strip() + " " + rest + "]";
            return new Found(false, List.of(part.text(), more));
        }
        return new Found(false, part.text().isEmpty() ? List.of() : List.of(part.text()));
    }

    private static String message(Answer answer) {
        if (answer instanceof Answer.Outside outside) {
            return outside.message();
        }
        if (answer instanceof Answer.Evicted evicted) {
            return evicted.message();
        }
        if (answer instanceof Answer.Unavailable unavailable) {
            return unavailable.message();
        }
        return ((Answer.Unknown) answer).message();
    }
}
