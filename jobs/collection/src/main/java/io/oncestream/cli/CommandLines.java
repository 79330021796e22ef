package io.oncestream.cli;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Parses the arguments of a job's {@code main}.
 *
 * <p>Wrong usage is a {@link ProgramParametrizationException} whose message is one line for a
 * person: what was wrong and what would be right. It never ends the process, because a job's main
 * may run inside Flink's JobManager.
 */
public final class CommandLines {

    private CommandLines() {}

    /** A command line for a picocli command, with the conventions of all jobs and --help. */
    public static CommandLine of(Object command) {
        CommandLine commandLine = new CommandLine(command);
        commandLine
                .getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Print this text.")
                                .build());
        commandLine
                .getCommandSpec()
                .usageMessage()
                .footer(
                        dependent(commandLine)
                                .flatMap(options -> options.explanation().stream())
                                .toArray(String[]::new));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setOverwrittenOptionsAllowed(false);
        commandLine.setExpandAtFiles(false);
        return commandLine;
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
     * Fills the command's fields from the arguments.
     *
     * @return false when only help was asked for; it has been printed and there is nothing to run
     * @throws ProgramParametrizationException on wrong usage
     */
    public static boolean parse(CommandLine commandLine, String... args) {
        try {
            ParseResult given = commandLine.parseArgs(args);
            if (!commandLine.isUsageHelpRequested()) {
                dependent(commandLine).forEach(options -> options.check(given));
            }
        } catch (ParameterException e) {
            throw withCause(describe(e), e);
        }
        if (commandLine.isUsageHelpRequested()) {
            commandLine.usage(commandLine.getOut());
            return false;
        }
        return true;
    }

    private static Stream<DependentOptions> dependent(CommandLine commandLine) {
        return commandLine.getCommandSpec().mixins().values().stream()
                .map(CommandSpec::userObject)
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
        String command = e.getCommandLine().getCommandName();
        if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
            return command
                    + " needs "
                    + missing.getMissing().stream()
                            .map(CommandLines::describe)
                            .collect(Collectors.joining(" and "))
                    + "; --help explains all options";
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(command, unmatched);
        }
        return command + ": " + oneLine(String.valueOf(e.getMessage()));
    }

    private static String describe(ArgSpec arg) {
        String name = arg instanceof OptionSpec option ? option.longestName() : "";
        String[] description = arg.description();
        return (name + " " + arg.paramLabel()).strip()
                + (description.length == 0 ? "" : " (" + firstSentence(description[0]) + ")");
    }

    private static String unmatched(String command, UnmatchedArgumentException e) {
        String argument = e.getUnmatched().get(0);
        String kind = argument.startsWith("-") ? "unknown option " : "unexpected argument ";
        String similar = String.join(", ", e.getSuggestions());
        return command
                + ": "
                + kind
                + argument.split("[=:]", 2)[0] // the rest may be a password
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
