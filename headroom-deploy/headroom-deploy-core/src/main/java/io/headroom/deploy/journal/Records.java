package io.headroom.deploy.journal;

import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is made, by id, in the order of the plan. */
final class Records {
    private final Map<String, Optional<MadeChange>> byId = new LinkedHashMap<>();

    static Records of(List<Step> steps) {
        Records records = new Records();
        steps.forEach(step -> records.byId.put(step.info().id(), step.recorded()));
        return records;
    }

    static Records ofPlanned(List<JournalState.Planned> plan) {
        Records records = new Records();
        plan.forEach(step -> records.put(step.made()));
        return records;
    }

    void put(MadeChange made) {
        byId.put(made.id(), Optional.of(made));
    }

    void remove(String id) {
        byId.put(id, Optional.empty());
    }

    List<MadeChange> all() {
        List<MadeChange> all = new ArrayList<>();
        byId.values().forEach(made -> made.ifPresent(all::add));
        return all;
    }
}
