package io.headroom.compress.text;

import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.compress.pattern.Patterns;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of headings: the directories that paths share.
 *
 * @param patterns the patterns
 * @param headings for each line the heading before it in terms of the patterns, or null
 */
record HeadingPatterns(List<Template> patterns, Patterns.@Nullable Line[] headings) {
    static HeadingPatterns none(HeadedLines headed) {
        return new HeadingPatterns(List.of(), new Patterns.Line[headed.lines().size()]);
    }

    static HeadingPatterns of(HeadedLines headed, PatternMiner miner) {
        List<String> paths = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < headed.headings().length; i++) {
            String path = headed.headings()[i];
            if (path != null && !path.isEmpty()) {
                paths.add(path);
                positions.add(i);
            }
        }
        if (paths.isEmpty()) {
            return none(headed);
        }
        Patterns mined = miner.mine(paths);
        Patterns.Line[] headings = new Patterns.Line[headed.lines().size()];
        for (int i = 0; i < paths.size(); i++) {
            headings[positions.get(i)] = mined.lines().get(i);
        }
        return new HeadingPatterns(mined.templates(), headings);
    }
}
