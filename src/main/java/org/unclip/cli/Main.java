package org.unclip.cli;

import org.unclip.job.CodeVersion;
import org.unclip.job.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code jobs/unclip}: one subcommand a job. */
@Command(
        name = "jobs/unclip",
        description = {
            "Trains DALL·E 2 (unCLIP) on captioned pictures, and draws pictures from captions.",
            "",
            "In order: ingest, train-clip, embed, train-prior, train-unet for each stage, generate; pipeline runs "
                    + "them all and skips what is done. jobs/quickstart shows it in minutes without any data.",
            ""
        },
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            IngestCommand.class,
            TrainClipCommand.class,
            ImportClipCommand.class,
            EmbedCommand.class,
            TrainPriorCommand.class,
            TrainUNetCommand.class,
            EvaluateCommand.class,
            GenerateCommand.class,
            PipelineCommand.class,
            PlanCommand.class,
            DoctorCommand.class,
            RetrainCommand.class,
            ReleasesCommand.class,
            ReportCommand.class,
            SettingsCommand.class,
            BenchCommand.class,
            Dl4jCommand.class,
            StressCommand.class
        },
        commandListHeading = "%nCommands:%n",
        footer = {"", "jobs/unclip COMMAND --help explains a command with an example."})
public final class Main {
    private final Console console;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean helpRequested;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean versionRequested;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean debug;

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Unclip %s, commit %s".formatted(CodeVersion.version(), CodeVersion.commit())};
        }
    }

    Main(Console console) {
        this.console = console;
    }

    public static void main(String[] args) {
        boolean terminal = Boolean.getBoolean("unclip.terminal") && System.getenv("CI") == null;
        Main main = new Main(new Console(System.err, terminal));
        Signals.listen(main.console());
        System.exit(new Program(main, System.out).run(args));
    }

    /** What commands tell their progress to. */
    Console console() {
        return console;
    }

    /** Whether the stack trace of a failure is wanted on the console. */
    boolean debug() {
        return debug;
    }
}
