package io.headroom.compress.message;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The simplest real compressor there is: equal lines that follow one another stand once, after their number. */
final class RunLengths implements Compressor {
    private static final String HEAD = "[equal lines once]\n";

    @Override
    public String id() {
        return "test.runs";
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        List<String> lines = List.of(content.text().split("\n", -1));
        List<String> out = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            int end = i;
            while (end < lines.size() && lines.get(end).equals(lines.get(i))) {
                end++;
            }
            context.checkpoint(end - i);
            out.add((end - i) + " " + lines.get(i));
            i = end;
        }
        String form = HEAD + String.join("\n", out);
        return form.length() < content.text().length()
                ? Optional.of(Compressed.lossless(form, Fidelity.BYTES))
                : Optional.empty();
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        if (!form.startsWith(HEAD)) {
            throw new MalformedFormException("no runs in line 1");
        }
        List<String> lines = new ArrayList<>();
        for (String line : form.substring(HEAD.length()).split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space < 1 || !line.substring(0, space).chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new MalformedFormException("no run: " + line);
            }
            for (int i = Integer.parseInt(line.substring(0, space)); i > 0; i--) {
                lines.add(line.substring(space + 1));
            }
        }
        return String.join("\n", lines);
    }
}
