package io.oncestream.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Parses the arguments of a job's {@code main}, and those of the launcher's words.
 *
 * <p>Wrong usage is a {@link ProgramParametrizationException} whose message is one line for a
 * person: what was wrong and what would be right. It never ends the process, because a job's main
 * may run inside Flink's JobManager.
 */
public final class CommandLines {

    private CommandLines() {}

    /** A command line for a picocli command, with the conventions of all jobs and --help. */
    public static CommandLine of(Object command) {
        return of(command, CommandLine.defaultFactory());
    }

    /** The same for one whose subcommands come from a factory. */
    public static CommandLine of(Object command, IFactory factory) {
        CommandLine commandLine = new CommandLine(command, factory);
        explain(commandLine);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setOverwrittenOptionsAllowed(false);
        commandLine.setExpandAtFiles(false);
        return commandLine;
    }

    private static void explain(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        dependent(spec)
                .flatMap(options -> options.absent().stream())
                .forEach(name -> spec.remove(spec.findOption(name)));
        if (!spec.helpCommand()) {
            spec.addOption(
                    OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Print this text.")
                            .build());
        }
        spec.usageMessage().sortOptions(false);
        commandLine
                .getHelpSectionMap()
                .put(SECTION_KEY_FOOTER_HEADING, help -> help.createHeading(explanation(spec)));
        commandLine.getSubcommands().values().forEach(CommandLines::explain);
    }

    /**
     * Makes values the defaults of options, also in the help text.
     *
     * @param values by the option's long name, such as {@code --window}; others keep their default
     */
    public static void setDefaults(CommandLine commandLine, Map<String, String> values) {
        commandLine.setDefaultValueProvider(
                arg -> arg instanceof OptionSpec option ? values.get(option.longestName()) : null);
    }

    /**
     * Fills the fields of the command, and of its subcommands, from the arguments.
     *
     * @return false when only help was asked for; it has been printed and there is nothing to run
     * @throws ProgramParametrizationException on wrong usage
     */
    public static boolean parse(CommandLine commandLine, String... args) {
        try {
            ParseResult given = commandLine.parseArgs(args);
            if (CommandLine.printHelpIfRequested(given)) {
                return false;
            }
            for (CommandLine one : given.asCommandLineList()) {
                dependent(one.getCommandSpec())
                        .forEach(options -> options.check(one.getParseResult()));
            }
            return true;
        } catch (ParameterException e) {
            throw withCause(describe(e), e);
        }
    }

    private static String explanation(CommandSpec spec) {
        return dependent(spec)
                .flatMap(options -> options.explanation().stream())
                .map(line -> line.replace("%", "%%") + "%n")
                .collect(Collectors.joining());
    }

    /** The command's own object and its mixins. */
    private static Stream<DependentOptions> dependent(CommandSpec spec) {
        return Stream.concat(
                        Stream.of(spec.userObject()),
                        spec.mixins().values().stream().map(CommandSpec::userObject))
                .filter(DependentOptions.class::isInstance)
                .map(DependentOptions.class::cast);
    }

    /** Turns a value that a source, a sink or a configuration refuses into wrong usage. */
    public static <T> T checked(Supplier<T> parts) {
        try {
            return parts.get();
        } catch (IllegalArgumentException e) {
            throw withCause(oneLine(String.valueOf(e.getMessage())), e);
        }
    }

    private static String describe(ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String command = spec.qualifiedName();
        if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
            return command
                    + " needs "
                    + missing.getMissing().stream()
                            .map(CommandLines::describe)
                            .collect(Collectors.joining(" and "))
                    + "; --help explains all options";
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(spec, unmatched);
        }
        return command + ": " + oneLine(String.valueOf(e.getMessage()));
    }

    private static String describe(ArgSpec arg) {
        String name = arg instanceof OptionSpec option ? option.longestName() : "";
        String[] description = arg.description();
        return (name + " " + arg.paramLabel()).strip()
                + (description.length == 0 ? "" : " (" + firstSentence(description[0]) + ")");
    }

    private static String unmatched(CommandSpec spec, UnmatchedArgumentException e) {
        // The rest may be a password.
        String argument = e.getUnmatched().get(0).split("[=:]", 2)[0];
        boolean isOption = argument.startsWith("-");
        if (!isOption && !spec.subcommands().isEmpty()) {
            return "no such word: '%s %s' (choose %s)"
                    .formatted(
                            spec.qualifiedName(),
                            argument,
                            String.join(", ", spec.subcommands().keySet()));
        }
        String similar = String.join(", ", e.getSuggestions());
        return spec.qualifiedName()
                + (isOption ? ": unknown option " : ": unexpected argument ")
                + argument
                + (similar.isEmpty() ? "" : "; did you mean " + similar + "?")
                + "; --help lists all options";
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    private static ProgramParametrizationException withCause(String message, Exception cause) {
        ProgramParametrizationException e = new ProgramParametrizationException(message);
        e.initCause(cause);
        return e;
    }
}
