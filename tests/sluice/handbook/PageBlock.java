package sluice.handbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param language what stands behind the fence, such as {@code console}; empty where nothing does
 * @param text     without the fences, each line ended
 */
record PageBlock(String language, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    static List<PageBlock> of(Path page) throws IOException {
        return FENCED.matcher(Files.readString(page)).results().map(PageBlock::of).toList();
    }

    private static PageBlock of(MatchResult found) {
        return new PageBlock(found.group(1), found.group(2));
    }

    /** The first line, which says of other languages than {@code console} what the block is for. */
    String heading() {
        return text.lines().findFirst().orElse("");
    }

    /** Of a block of {@code console}: each {@code $} line, and what is printed until the next one. */
    List<PageCommand> commands() {
        List<PageCommand> commands = new ArrayList<>();
        for (String part : text.split("(?m)^\\$ ")) {
            if (!part.isEmpty()) {
                int end = part.indexOf('\n');
                commands.add(new PageCommand(part.substring(0, end), part.substring(end + 1)));
            }
        }
        return commands;
    }

    /** Of a block of {@code sql}: its statements, without the semicolons at the ends of lines. */
    List<String> statements() {
        return List.of(text.substring(heading().length()).strip().split(";\\s*(\\n|$)"));
    }
}
