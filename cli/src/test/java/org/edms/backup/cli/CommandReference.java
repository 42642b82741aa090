package org.edms.backup.cli;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.ServiceOnly;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The reference of all commands and their options in Markdown, generated from the program. */
final class CommandReference {

    private static final int COMMON = 5;
    private static final int REPEATED = 3;
    private static final String TABLE = "| option | description |\n|---|---|\n";

    /** How many commands have an option. */
    private final Map<String, Long> uses;

    /** The command that describes an option for others. */
    private final Map<String, String> describedBy = new HashMap<>();

    private CommandReference(Map<String, Long> uses) {
        this.uses = uses;
    }

    static String of(CommandSpec program) {
        Map<String, Long> uses = commands(program)
                .flatMap(CommandReference::arguments)
                .collect(Collectors.groupingBy(Argument::row, LinkedHashMap::new, Collectors.counting()));
        return new CommandReference(uses).text(program);
    }

    private String text(CommandSpec program) {
        List<String> parts = new ArrayList<>();
        parts.add("## Exit codes\n\n| code | meaning |\n|---|---|\n"
                + rows(program.usageMessage().exitCodeList().entrySet().stream().map(CommandReference::exitCode)));
        commands(program).forEach(command -> parts.add(section(command)));
        parts.add("## Common options\n\n" + TABLE + rows(uses.keySet().stream().filter(this::isCommon)));
        return String.join("\n", parts);
    }

    /** Each command once, despite its aliases, in the order of the help. */
    private static Stream<CommandSpec> commands(CommandSpec parent) {
        return parent.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .flatMap(command -> Stream.concat(Stream.of(command), commands(command)));
    }

    private String section(CommandSpec command) {
        StringBuilder text = new StringBuilder("## " + fullName(command) + "\n\n");
        String description = String.join(" ", command.usageMessage().description());
        text.append(prose(String.format(description))).append("\n\n");
        if (command.aliases().length > 0) {
            text.append("Name in the earlier system: ")
                    .append(codes(Arrays.stream(command.aliases())))
                    .append(".\n\n");
        }
        text.append("```sh\n").append(synopsis(command)).append("```\n");
        Map<String, List<Argument>> sections = arguments(command)
                .collect(Collectors.groupingBy(
                        argument -> sectionOf(argument, command), LinkedHashMap::new, Collectors.toList()));
        List<Argument> own = sections.remove(fullName(command));
        if (own != null) {
            text.append("\n").append(TABLE).append(rows(own.stream().map(Argument::row)));
        }
        sections.forEach((section, arguments) -> text.append("\nAlso ")
                .append(codes(arguments.stream().map(Argument::name)))
                .append(": see [%s](#%s).\n"
                        .formatted(section, section.replace(' ', '-').toLowerCase(Locale.ROOT))));
        return text.toString();
    }

    /** The section that describes an option: the common options, or the first command with it. */
    private String sectionOf(Argument argument, CommandSpec command) {
        if (isCommon(argument.row())) {
            return "common options";
        }
        if (uses.get(argument.row()) < REPEATED) {
            return fullName(command);
        }
        return describedBy.computeIfAbsent(argument.row(), row -> fullName(command));
    }

    private boolean isCommon(String row) {
        return uses.get(row) >= COMMON;
    }

    private static String fullName(CommandSpec command) {
        return command.qualifiedName().replaceFirst("^edms-backup ", "");
    }

    private static String synopsis(CommandSpec command) {
        return new Help(command, Help.defaultColorScheme(Help.Ansi.OFF)).abbreviatedSynopsis();
    }

    /** Without help and version, which every command has. */
    private static Stream<Argument> arguments(CommandSpec command) {
        boolean serves = command.findOption("--server") != null;
        Stream<Argument> options = command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(option -> argument(name(option), option, serves));
        return Stream.concat(
                command.positionalParameters().stream()
                        .map(parameter -> argument(parameter.paramLabel(), parameter, serves)),
                options);
    }

    /** @param row its row in the table of options */
    private record Argument(String name, String row) {}

    private static Argument argument(String name, ArgSpec argument, boolean serves) {
        String description = prose(String.join(" ", argument.description())) + (serves ? where(argument) : "");
        return new Argument(name, "| " + code(name) + " | " + description + " |\n");
    }

    private static String name(OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> option.negatable() ? name.replaceFirst("^--", "--[no-]") : name)
                .collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String where(ArgSpec argument) {
        if (isMarked(argument, ServiceOnly.class)) {
            return " (server only)";
        }
        return isMarked(argument, LocalOnly.class) ? " (local only)" : "";
    }

    private static boolean isMarked(ArgSpec argument, Class<? extends Annotation> mark) {
        return argument.userObject() instanceof Field field
                && (field.isAnnotationPresent(mark) || field.getDeclaringClass().isAnnotationPresent(mark));
    }

    private static String exitCode(Map.Entry<String, String> code) {
        return "| " + code.getKey() + " | " + prose(code.getValue()) + " |\n";
    }

    private static String rows(Stream<String> rows) {
        return rows.collect(Collectors.joining());
    }

    private static String codes(Stream<String> names) {
        return names.map(CommandReference::code).collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    /** Escapes Markdown. */
    private static String prose(String text) {
        return text.strip().replaceAll("([|<*])", "\\\\$1");
    }
}
