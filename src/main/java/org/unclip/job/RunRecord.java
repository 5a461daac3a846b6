package org.unclip.job;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.unclip.config.Setting;
import org.unclip.config.Settings;
import org.unclip.report.Fact;
import org.unclip.storage.Folder;

/**
 * What a run notes of the settings and the machine that it was last opened with: {@code configuration.conf}, {@code
 * configuration.json} (a list of path, value and origin) and {@code environment.json} (a list of name and value). Secrets
 * are masked.
 *
 * @param run the run's folder
 */
record RunRecord(Folder run) {

    /** Notes both. */
    void write(Settings settings) {
        byte[] hocon = settings.masked().render().getBytes(StandardCharsets.UTF_8);
        run.write(Run.SETTINGS, out -> out.write(hocon));
        configurationFile().write(settings.list());
        environmentFile().write(Environment.facts());
    }

    /** Every setting; none if there is no note. */
    List<Setting> configuration() {
        return configurationFile().read(new TypeReference<List<Setting>>() {}).orElse(List.of());
    }

    /** What the run ran on; nothing if there is no note. */
    List<Fact> environment() {
        return environmentFile().read(new TypeReference<List<Fact>>() {}).orElse(List.of());
    }

    private JsonFile configurationFile() {
        return new JsonFile(run, "configuration.json");
    }

    private JsonFile environmentFile() {
        return new JsonFile(run, "environment.json");
    }
}
