package org.unclip.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.unclip.config.UserError;

/** A process of its own that holds a lease until its input ends. */
final class LeaseHolder implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    /** Starts it, and waits until it holds. */
    LeaseHolder(String location, Map<String, String> settings, Duration longestSilence) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Daws.java.v1.disableDeprecationAnnouncement=true",
                "-cp",
                System.getProperty("java.class.path"),
                LeaseHolder.class.getName(),
                location,
                longestSilence.toString()));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String first = answers.readLine();
        if (!"held".equals(first)) {
            throw new IllegalStateException("the holder said " + first);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What its {@link Lease#requireHeld} says; "held" if nothing. */
    String ask() throws IOException {
        try (Writer questions = process.outputWriter(UTF_8)) {
            questions.write("held?\n");
        }
        return answers.readLine();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] args) throws IOException {
        Configuration settings = new Configuration();
        for (String setting : List.of(args).subList(2, args.length)) {
            settings.set(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        Lease lease = Lease.take(Folder.at(args[0], settings), "The table", "embed", Duration.parse(args[1]));
        System.out.println("held");
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        while (questions.readLine() != null) {
            try {
                lease.requireHeld();
                System.out.println("held");
            } catch (UserError lost) {
                System.out.println(lost.exitCode() + " " + lost.getMessage());
            }
        }
        lease.close();
    }
}
