package org.unclip.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.unclip.config.Setting;

/** All settings with their origins, those that are not defaults first. */
final class ConfigurationSection {

    private static final String TEMPLATES = "stages.";

    private ConfigurationSection() {}

    static DomContent of(List<Setting> settings) {
        Map<Boolean, List<Setting>> byTold =
                settings.stream().collect(Collectors.partitioningBy(ConfigurationSection::told));
        List<Setting> chosen = byTold.get(true);
        List<Setting> folded = byTold.get(false);
        return Section.of(
                "configuration",
                "Configuration",
                "Settings of the job that last opened the run. Those that were chosen, and where:",
                settings.isEmpty(),
                "The run has no record of its configuration: it was made by an Unclip that kept none.",
                chosen.isEmpty() ? p("none, all are defaults").withClass("missing") : settings(chosen),
                details(summary("%d defaults and templates".formatted(folded.size())), settings(folded)));
    }

    /** Templates are told by the stages that inherit from them. */
    private static boolean told(Setting setting) {
        return !setting.byDefault() && !setting.path().startsWith(TEMPLATES);
    }

    private static DomContent settings(List<Setting> settings) {
        return table(
                        thead(tr(th("Setting"), th("Value"), th("Origin"))),
                        tbody(each(
                                settings,
                                setting -> tr(
                                        td(code(setting.path())),
                                        td(code(setting.value())),
                                        td(setting.origin()).withClass("note")))))
                .withClass("settings");
    }
}
