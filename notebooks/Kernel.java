import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts rapaio-jupyter-kernel 3.0.1 as its own main class does, without two faults of that one. A request that came
 * while the kernel was starting ended the thread that answers, so that one start in eight hung: here it goes unanswered,
 * and Jupyter asks again after a second. And it asked all loggers for their finest messages, at which Janino, Spark's
 * compiler, fails.
 */
final class Kernel {
    private Kernel() {}

    /** The argument is Jupyter's connection file. */
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        String connection = Files.readString(Path.of(arguments[0]));
        Channels channels = new Channels(Transform.fromJson(connection, ConnectionProperties.class));
        Field handlers = Channels.class.getDeclaredField("handlers"); // null until all channels are bound
        handlers.setAccessible(true);
        handlers.set(channels, new HashMap<>());
        channels.connect(MainApp.kernel);
        channels.joinUntilClose();
    }
}
