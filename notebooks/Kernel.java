import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts rapaio-jupyter-kernel 3.0.1 as its own main class does, without three faults of that one. A request that came
 * while the kernel was starting ended the thread that answers: here it goes unanswered, and Jupyter asks again after a
 * second. A thread that came to work before it was told to run ended, so that one start in six hung: another takes its
 * place. And all loggers were asked for their finest messages, at which Janino, Spark's compiler, fails.
 */
final class Kernel {
    private static final long LOOP_MILLIS = 50; // as the kernel's channels have it

    private Kernel() {}

    /** The argument is Jupyter's connection file. */
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        String connection = Files.readString(Path.of(arguments[0]));
        Channels channels = new Channels(Transform.fromJson(connection, ConnectionProperties.class));
        field(channels, "handlers").set(channels, new HashMap<>()); // null until all channels are bound
        channels.connect(MainApp.kernel);
        for (String channel : List.of("heartbeat", "shell", "control")) {
            requireLoop(field(channels, channel).get(channels));
        }
        channels.joinUntilClose();
    }

    private static void requireLoop(Object channel) throws ReflectiveOperationException, InterruptedException {
        Field loop = field(channel, "loopThread");
        LoopThread started = (LoopThread) loop.get(channel);
        while (started.isAlive() && started.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1); // it sleeps between its rounds, if it works
        }
        if (!started.isAlive()) {
            Runnable body = (Runnable) field(started, "loopBody").get(started);
            LoopThread other = new LoopThread(started.getName(), LOOP_MILLIS, body);
            field(other, "running").set(other, true);
            loop.set(channel, other);
            other.start();
        }
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
