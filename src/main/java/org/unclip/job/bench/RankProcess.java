package org.unclip.job.bench;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unclip.config.UserError;

/** An {@link ExchangeRank} in a JVM of its own, with this one's class path. Its messages go where this process's go. */
final class RankProcess implements AutoCloseable {
    private final int rank;
    private final Process process;
    private final ObjectOutputStream out;
    private ObjectInputStream in;

    /** Starts a rank. */
    RankProcess(ExchangeRank.Order order) {
        this.rank = order.rank();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens="))
                .forEach(command::add);
        long mebibytes = order.plan().heapMebibytes(rank);
        command.addAll(List.of("-Xms" + mebibytes + "m", "-Xmx" + mebibytes + "m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ExchangeRank.class.getName()));
        try {
            process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            out = new ObjectOutputStream(process.getOutputStream());
            tell(order);
        } catch (IOException e) {
            throw UserError.fatal("Cannot start rank %d: %s.".formatted(rank, e.getMessage()), e);
        }
    }

    void tell(Object word) {
        try {
            out.writeObject(word);
            out.flush();
        } catch (IOException e) {
            throw ended(e);
        }
    }

    /** Waits for what the rank says next. */
    Object hear() {
        try {
            in = in == null ? new ObjectInputStream(process.getInputStream()) : in;
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw ended(e);
        }
    }

    private UserError ended(Exception cause) {
        return UserError.retry("Rank %d ended too soon: see its message above.".formatted(rank), cause);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
