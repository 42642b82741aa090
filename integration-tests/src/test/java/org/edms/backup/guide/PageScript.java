package org.edms.backup.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.edms.backup.guide.Page.Block;
import org.edms.backup.guide.Page.Command;

/** A page as a script of a shell, in which each command has the number of its line in the page. */
record PageScript(Page page, List<Command> run, List<Command> notRun, List<String> lines) {

    private static final Pattern STARTS_A_SUITE = Pattern.compile("\\S*edms-backup (up|demo)\\b.*");

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
            List<Command> inBlock = new ArrayList<>();
            for (Command command : page.commands(block)) {
                if (NotRun.WHY.containsKey(command.text())) {
                    notRun.add(command);
                    lines.subList(command.line(), command.line() + command.lines())
                            .replaceAll(line -> "");
                } else {
                    inBlock.add(command);
                }
            }
            lines.set(block.fence(), before(inBlock));
            run.addAll(inBlock);
        });
        return new PageScript(page, run, notRun, lines);
    }

    boolean startsASuite() {
        return run.stream().anyMatch(PageScript::startsASuite);
    }

    private static boolean startsASuite(Command command) {
        return STARTS_A_SUITE.matcher(command.text()).matches();
    }

    private static String asOfCron(String line) {
        return "sh -c '" + line.replaceFirst(FIELDS_OF_CRON, "").replace("'", "'\\''") + "'";
    }

    private static String before(List<Command> inBlock) {
        if (inBlock.isEmpty()) {
            return "";
        }
        return inBlock.stream().anyMatch(PageScript::startsASuite) ? "without_a_suite" : "with_a_suite";
    }
}
