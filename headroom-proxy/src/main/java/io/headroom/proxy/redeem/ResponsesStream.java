package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.Frames.Frame;
import io.headroom.proxy.redeem.JsonParts.Part;
import io.headroom.proxy.redeem.ModelApi.Ending;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of the responses API: items that begin, grow and end, all numbered, and in the end the whole answer once more. */
final class ResponsesStream extends EventShape {
    private static final String INDEX = "output_index";
    private static final String NUMBER = "sequence_number";

    private final JsonParts parts;
    private final Responses api;
    private final UsageSum usage;
    /** What the client calls the items of this round, by the upstream's index; -1 for Headroom's own. */
    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    /** Items that the client sees grow, by the upstream's index. */
    private final Map<String, ResponsesDraft> open = new LinkedHashMap<>();

    private final List<Block> items = new ArrayList<>();
    private final List<Block> shownItems = new ArrayList<>();
    private Map<String, Part> roundUsage = Map.of();
    /** The answer as it was told last. */
    private Map<String, Part> response = Map.of();

    private String ending = "response.completed";
    private boolean complete;
    private int shown;
    private long number;
    private boolean shownInRound;

    /** Writes into {@code out}. */
    ResponsesStream(JsonParts parts, Responses api, ByteArrayOutputStream out) {
        super(parts, out, SseFrames::new);
        this.parts = parts;
        this.api = api;
        this.usage = new UsageSum(parts);
    }

    @Override
    void event(Frame frame) {
        Map<String, Part> event = members(frame);
        String type = Members.string(event, "type").orElse("");
        switch (type) {
            case "response.created", "response.queued", "response.in_progress" -> begun(frame, event);
            case "response.output_item.added" -> added(frame, event);
            case "response.output_item.done" -> done(frame, event);
            case "response.completed", "response.incomplete" -> ended(frame, event, type);
            case "response.failed", "error" -> error(frame);
            default -> other(frame, event);
        }
    }

    private void begun(Frame frame, Map<String, Part> event) {
        if (firstRound()) {
            response = Members.inner(event, "response");
            show(frame, event, Optional.empty());
        }
    }

    private void added(Frame frame, Map<String, Part> event) {
        String index = event.get(INDEX).raw();
        Map<String, Part> item = event.get("item").members();
        boolean own = Members.string(item, "type")
                        .filter("function_call"::equals)
                        .isPresent()
                && Members.string(item, "name").filter(ToolOffer.NAME::equals).isPresent();
        if (own) {
            hide();
            indexes.put(index, -1);
        } else {
            indexes.put(index, shown++);
            open.put(index, new ResponsesDraft(parts, item));
            shownInRound = true;
            show(frame, event, Optional.of(index));
        }
    }

    private void done(Frame frame, Map<String, Part> event) {
        String index = event.get(INDEX).raw();
        if (!indexes.containsKey(index)) {
            throw new IllegalStateException("an item ends that never began");
        }
        Block block = Responses.block(event.get("item"));
        items.add(block);
        open.remove(index);
        if (indexes.get(index) >= 0) {
            shownItems.add(block);
            show(frame, event, Optional.of(index));
        }
    }

    private void other(Frame frame, Map<String, Part> event) {
        Optional<String> index = Members.part(event, INDEX).map(Part::raw);
        if (index.isPresent()) {
            if (!indexes.containsKey(index.get())) {
                throw new IllegalStateException("an item grows that never began");
            }
            ResponsesDraft draft = open.get(index.get());
            if (draft != null) {
                draft.grow(event);
            }
        }
        if (index.isEmpty() || indexes.get(index.get()) >= 0) {
            show(frame, event, index);
        }
    }

    private void ended(Frame frame, Map<String, Part> event, String type) {
        if (untouched()) {
            hold(frame);
            raw();
            return;
        }
        response = event.get("response").members();
        roundUsage = Members.inner(response, "usage");
        ending = type;
        complete = true;
    }

    /** Shows an event, under the index and the number that the client expects. */
    private void show(Frame frame, Map<String, Part> event, Optional<String> index) {
        Map<String, String> changes = new LinkedHashMap<>();
        index.ifPresent(told -> changes.put(INDEX, "" + indexes.get(told)));
        if (event.containsKey(NUMBER)) {
            if (asTheyCome()) {
                number = Long.parseLong(event.get(NUMBER).raw());
            }
            changes.put(NUMBER, "" + number++);
        }
        boolean same = changes.entrySet().stream()
                .allMatch(change ->
                        change.getValue().equals(event.get(change.getKey()).raw()));
        if (same) {
            pass(frame);
        } else {
            Map<String, String> members = Members.raw(event);
            members.putAll(changes);
            tell(Members.string(event, "type").orElse(""), Members.object(members));
        }
    }

    @Override
    public void sourceEnded() {
        // A stream says itself where it ends.
    }

    @Override
    public Optional<Round> round() {
        return complete ? Optional.of(api.round(response, items, open.isEmpty())) : Optional.empty();
    }

    @Override
    public boolean shownInRound() {
        return shownInRound;
    }

    @Override
    void begin() {
        usage.add(roundUsage);
        roundUsage = Map.of();
        indexes.clear();
        open.clear();
        items.clear();
        complete = false;
        shownInRound = false;
    }

    @Override
    public void end(Ending how) {
        usage.add(roundUsage);
        String type = how == Ending.REGULAR ? "response.completed" : ending;
        Optional<String> sum = usage.isEmpty() ? Optional.empty() : Optional.of(usage.json());
        tell(type, "\"response\":" + api.write(response, response, shownItems, sum, how), Map.of());
    }

    @Override
    public void cutOff() {
        open.forEach((index, draft) -> {
            String place = "" + indexes.get(index);
            draft.endings().forEach(event -> tell(event.type(), event.members(), Map.of(INDEX, place)));
            draft.item().ifPresent(shownItems::add);
        });
        open.clear();
        end(Ending.REGULAR);
    }

    /** A comment: an event would have to be numbered, and not all clients know those that say nothing. */
    @Override
    public void ping() {
        tell(": ping\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private void tell(String type, String members, Map<String, String> more) {
        StringBuilder data = new StringBuilder("{\"type\":" + JsonStrings.quote(type));
        data.append(",\"" + NUMBER + "\":").append(number++);
        more.forEach((name, value) -> data.append(",\"" + name + "\":").append(value));
        tell(type, data.append(',').append(members).append('}').toString());
    }
}
