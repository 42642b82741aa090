package org.edms.backup.cli;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.ServerOnly;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands with all that they take, in Markdown, out of what the program knows of them. */
final class CommandReference {

    private static final int MANY = 5;
    private static final String TABLE = "| option | is | default |\n|---|---|---|\n";

    /** Those of many commands are told of once. */
    private final Set<String> shared;

    private CommandReference(Set<String> shared) {
        this.shared = shared;
    }

    static String of(CommandSpec program) {
        Map<String, Long> uses = commands(program)
                .flatMap(CommandReference::arguments)
                .collect(Collectors.groupingBy(Argument::row, LinkedHashMap::new, Collectors.counting()));
        uses.values().removeIf(count -> count < MANY);
        return new CommandReference(uses.keySet()).text(program);
    }

    private String text(CommandSpec program) {
        List<String> parts = new ArrayList<>();
        parts.add("## Exit codes\n\n| code | means |\n|---|---|\n"
                + rows(program.usageMessage().exitCodeList().entrySet().stream().map(CommandReference::exitCode)));
        commands(program).forEach(command -> parts.add(section(command)));
        parts.add("## Options of many commands\n\n" + TABLE + String.join("", shared));
        return String.join("\n", parts);
    }

    /** Each once, though a command that has aliases is known under each of them, and in the order of the help. */
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
            text.append("In the earlier system: ")
                    .append(codes(Arrays.stream(command.aliases())))
                    .append(".\n\n");
        }
        text.append("```sh\n").append(synopsis(command)).append("```\n");
        Map<Boolean, List<Argument>> told =
                arguments(command).collect(Collectors.partitioningBy(argument -> shared.contains(argument.row())));
        if (!told.get(false).isEmpty()) {
            text.append("\n").append(TABLE).append(rows(told.get(false).stream().map(Argument::row)));
        }
        if (!told.get(true).isEmpty()) {
            text.append("\nAlso ")
                    .append(codes(told.get(true).stream().map(Argument::name)))
                    .append(", of [many commands](#options-of-many-commands).\n");
        }
        return text.toString();
    }

    private static String fullName(CommandSpec command) {
        return command.qualifiedName().replaceFirst("^edms-backup ", "");
    }

    private static String synopsis(CommandSpec command) {
        return new Help(command, Help.defaultColorScheme(Help.Ansi.OFF)).abbreviatedSynopsis();
    }

    /** Without help and version, which are the same everywhere. */
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

    /** @param row of the table that tells of it */
    private record Argument(String name, String row) {}

    private static Argument argument(String name, ArgSpec argument, boolean serves) {
        String is = prose(String.join(" ", argument.description())) + (serves ? where(argument) : "");
        return new Argument(name, "| " + code(name) + " | " + is + " | " + standing(argument) + " |\n");
    }

    private static String name(OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> option.negatable() ? name.replaceFirst("^--", "--[no-]") : name)
                .collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String standing(ArgSpec argument) {
        if (argument instanceof OptionSpec option && option.negatable()) {
            return "on";
        }
        return argument.defaultValue() == null ? "" : code(argument.defaultValue());
    }

    private static String where(ArgSpec argument) {
        if (isMarked(argument, ServerOnly.class)) {
            return "; with a server only";
        }
        return isMarked(argument, LocalOnly.class) ? "; not with a server" : "";
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

    /** What Markdown would take for marks of its own. */
    private static String prose(String text) {
        return text.strip().replaceAll("([|<*])", "\\\\$1");
    }
}
