package org.unclip.cli;

import org.unclip.job.JobReport;
import org.unclip.job.ReleasesJob;
import org.unclip.job.UnclipConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code releases}, with a command for each thing to do with them. */
@Command(
        name = "releases",
        description = {"Lists the releases of a home, and says which one is promoted.", ""},
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%nWhat to do:%n",
        footer = {"", "jobs/unclip releases WHAT --help explains one with an example."})
final class ReleasesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing: what to do with releases: list, show, promote, rollback");
    }

    @Command(
            name = "list",
            description = {"Lists all releases, the promoted one marked with a star.", ""},
            footer = {
                "",
                "Reads releases below run.dir.",
                "Writes a row a release to standard output: name, when it was made and from which release, its pairs and how "
                        + "many of them were new, which gates refused it.",
                "",
                "Example:",
                "  jobs/unclip releases list --conf my.conf"
            })
    JobReport list(@Mixin SettingsOptions settings) {
        return job(settings).list();
    }

    @Command(
            name = "show",
            description = {"Shows what made a release: data, code, settings, figures, gates.", ""},
            footer = {
                "",
                "Reads releases below run.dir.",
                "Writes to standard output what releases/NAME/release.json says.",
                "",
                "Example:",
                "  jobs/unclip releases show 2026-11-26 --conf my.conf"
            })
    JobReport show(
            @Mixin SettingsOptions settings,
            @Parameters(
                            paramLabel = "NAME",
                            arity = "0..1",
                            description = "The release, as list names it; the promoted one unless given.")
                    String name) {
        return name == null ? job(settings).showPromoted() : job(settings).show(name);
    }

    @Command(
            name = "promote",
            description = {
                "Makes a release the promoted one.",
                "",
                "Whoever draws with another one at this moment draws on with that.",
                ""
            },
            footer = {
                "",
                "Reads releases below run.dir.",
                "Writes releases/current.json, whole or not at all.",
                "",
                "Example:",
                "  jobs/unclip releases promote 2026-11-26 --conf my.conf"
            })
    JobReport promote(
            @Mixin SettingsOptions settings,
            @Parameters(paramLabel = "NAME", description = "The release, as list names it.") String name,
            @Option(names = "--force", description = "Also one that a gate refused.") boolean force) {
        return job(settings).promote(name, force);
    }

    @Command(
            name = "rollback",
            description = {
                "Makes the release the promoted one that was promoted before.",
                "",
                "Twice goes back two. Whoever draws with the present one at this moment draws on with that.",
                ""
            },
            footer = {
                "",
                "Reads releases below run.dir.",
                "Writes releases/current.json, whole or not at all.",
                "",
                "Example:",
                "  jobs/unclip releases rollback --conf my.conf"
            })
    JobReport rollback(@Mixin SettingsOptions settings) {
        return job(settings).rollback();
    }

    private static ReleasesJob job(SettingsOptions settings) {
        return ReleasesJob.of(settings.load().read("", UnclipConfig.class));
    }
}
