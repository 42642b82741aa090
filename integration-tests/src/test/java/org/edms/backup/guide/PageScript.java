package org.edms.backup.guide;

import java.util.ArrayList;
import java.util.List;
import org.edms.backup.guide.Page.Block;
import org.edms.backup.guide.Page.Command;

/** A page as a shell script in which each command keeps its line number. */
record PageScript(Page page, List<Command> run, List<Command> notRun, List<String> lines) {

    private static final String FIELDS_OF_CRON = "^(\\S+\\s+){5}";

    PageScript {
        run = List.copyOf(run);
        notRun = List.copyOf(notRun);
        lines = List.copyOf(lines);
    }

    static PageScript of(Page page) {
        List<Command> run = new ArrayList<>();
        List<Command> notRun = new ArrayList<>();
        List<String> lines =
                new ArrayList<>(page.lines().stream().map(line -> "").toList());
        page.blocks().stream().filter(Block::isOfShell).forEach(block -> {
            for (int line = block.fence() + 1; line < block.end(); line++) {
                String text = page.lines().get(line);
                lines.set(line, block.isOfCron() ? asOfCron(text) : text);
            }
            for (Command command : page.commands(block)) {
                if (NotRun.is(command.text())) {
                    notRun.add(command);
                    lines.subList(command.line(), command.line() + command.lines())
                            .replaceAll(line -> "");
                } else {
                    run.add(command);
                }
            }
        });
        return new PageScript(page, run, notRun, lines);
    }

    private static String asOfCron(String line) {
        return "sh -c '" + line.replaceFirst(FIELDS_OF_CRON, "").replace("'", "'\\''") + "'";
    }
}
