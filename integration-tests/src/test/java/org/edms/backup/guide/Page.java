package org.edms.backup.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown page.
 *
 * @param name the path from the root of the repository
 */
record Page(String name, List<String> lines) {

    private static final String FENCE = "```";
    private static final int DEPTH = 3;
    private static final Pattern NOT_PAGES = Pattern.compile("(.*/)?(target|src|\\..*|adr)(/.*)?");
    private static final Pattern LIKE_A_COMMAND = Pattern.compile(
            "(\\$ |# |sudo |\\S+=\\S* |\\./|.* \\| |.* && )*"
                    + "(edms-backup|mvnw|java|\\S*backup-system\\.sh|curl|psql|createdb|pg_dump|tar|age|docker|kubectl|helm) .*");

    Page {
        lines = List.copyOf(lines);
    }

    /** A command, with the number of its first line and the number of its lines. */
    record Command(int line, int lines, String text) {}

    /** A fenced block. */
    record Block(String language, int fence, int end) {

        boolean isOfShell() {
            return language.equals("sh") || isOfCron();
        }

        boolean isOfCron() {
            return language.equals("crontab");
        }
    }

    static List<Page> all(Path repository) throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(repository, DEPTH)) {
            for (Path file : files.sorted().toList()) {
                String name = repository.relativize(file).toString();
                if (name.endsWith(".md") && !NOT_PAGES.matcher(name).matches()) {
                    pages.add(new Page(name, Files.readAllLines(file)));
                }
            }
        }
        return pages;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int fence = -1;
        for (int line = 0; line < lines.size(); line++) {
            if (!lines.get(line).strip().startsWith(FENCE)) {
                continue;
            }
            if (fence >= 0) {
                blocks.add(new Block(lines.get(fence).strip().substring(FENCE.length()), fence, line));
                fence = -1;
            } else {
                fence = line;
            }
        }
        return blocks;
    }

    /** The commands of a block. */
    List<Command> commands(Block block) {
        List<Command> commands = new ArrayList<>();
        int line = block.fence() + 1;
        while (line < block.end()) {
            int first = line;
            StringBuilder text = new StringBuilder(lines.get(line++).strip());
            while (text.toString().endsWith("\\") && line < block.end()) {
                text.setLength(text.length() - 1);
                text.append(lines.get(line++).strip());
            }
            String command = text.toString().replaceFirst("(^|\\s+)#.*", "");
            if (!command.isEmpty()) {
                commands.add(new Command(first, line - first, command));
            }
        }
        return commands;
    }

    /** Lines that look like commands but are outside of shell blocks, so the test would not run them. */
    List<String> hiddenCommands() {
        List<Block> blocks = blocks();
        List<String> hidden = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            int here = line;
            boolean indented = lines.get(line).startsWith("    ");
            boolean fenced = blocks.stream().anyMatch(block -> block.fence() < here && here < block.end());
            boolean ofShell =
                    blocks.stream().anyMatch(block -> block.isOfShell() && block.fence() < here && here < block.end());
            if ((indented || fenced)
                    && !ofShell
                    && LIKE_A_COMMAND.matcher(lines.get(line).strip()).matches()) {
                hidden.add(name + ":" + (line + 1) + ": " + lines.get(line).strip());
            }
        }
        return hidden;
    }
}
