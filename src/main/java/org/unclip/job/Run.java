package org.unclip.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.unclip.config.Setting;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.SparkSessions;
import org.unclip.data.table.TableHold;
import org.unclip.storage.Folder;
import org.unclip.storage.Lease;
import org.unclip.training.OnlyRank;
import org.unclip.training.Ranks;
import org.unclip.training.TrainingConfig;
import org.unclip.training.cluster.ClusterRanks;
import org.unclip.training.gpu.CudaBackend;

/**
 * A run at work: its settings, its folder, and Spark once a job needs it. On a local disk no other process can have the
 * folder meanwhile; on other storage a job can {@link #hold} a table, and the rest is up to the caller.
 * One thread; close it at the end.
 */
public final class Run implements AutoCloseable {
    /** File in a run's folder with the settings that it was last opened with. */
    public static final String SETTINGS = "configuration.conf";

    private static final String PAIRS = "pairs";
    private static final String EMBEDDINGS = "embeddings";

    private final UnclipConfig config;
    private final List<Setting> settings;
    private final Console console;
    private final Folder folder;
    private final Optional<RunLock> lock;
    private Round.Basis basis = Round.Basis.NONE;
    private SparkSession spark;
    private Optional<Path> scratch = Optional.empty(); // beside a run's folder on other storage

    private Run(Settings settings, UnclipConfig config, Console console, Folder folder, Optional<RunLock> lock) {
        this.settings = settings.list();
        this.config = config;
        this.console = console;
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Checks all settings, takes the run's folder, and notes there what it was opened with ({@link RunRecord}).
     *
     * @throws UserError if a setting is wrong, or another process has the folder
     */
    public static Run open(Settings settings, Console console) {
        UnclipConfig config = settings.read("", UnclipConfig.class);
        CudaBackend.hideUnlessUsable().ifPresent(console::say);
        Folder folder = config.runFolder();
        requireAnswer(config); // before anything starts
        Run run = new Run(settings, config, console, folder, local(folder).map(RunLock::take));
        try {
            new RunRecord(folder).write(settings);
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
        return run;
    }

    /** Asks the storage with few attempts. The folder itself keeps its patience, with which trainings outlast a restart. */
    private static void requireAnswer(UnclipConfig config) {
        Folder.at(config.run().folder(), config.spark().impatientHadoop()).names();
    }

    /** All settings. */
    public UnclipConfig config() {
        return config;
    }

    /** All settings with their origins, secrets masked. */
    List<Setting> settings() {
        return settings;
    }

    /** Where the user is told how far jobs are. */
    public Console console() {
        return console;
    }

    /** The run's folder. */
    public Folder folder() {
        return folder;
    }

    /** Where the table of this name is, which several runs may share. */
    public String table(String name) {
        return config.tables().path(name).toString();
    }

    /** From here on trainings begin with a basis's models, and read the tables at its versions. */
    void restOn(Round.Basis other) {
        basis = other;
    }

    /** What trainings begin with. */
    Round.Basis basis() {
        return basis;
    }

    /** How a model is trained: as its section says, or, from a release's weights on, as {@code retrain} makes of it. */
    TrainingConfig training(TrainingConfig ofSection) {
        return basis.models().isPresent() ? config.retrain().continuing(ofSection) : ofSection;
    }

    /** The pairs, at the newest version or the pinned one. */
    PairsTable pairs() {
        PairsTable pairs = PairsTable.open(spark(), table(PAIRS));
        return basis.versionOf(PAIRS).map(pairs::at).orElse(pairs);
    }

    /** The embeddings, at the newest version or the pinned one. */
    EmbeddingsTable embeddings() {
        EmbeddingsTable embeddings = EmbeddingsTable.open(spark(), table(EMBEDDINGS));
        return basis.versionOf(EMBEDDINGS).map(embeddings::at).orElse(embeddings);
    }

    /**
     * Takes the table of this name for a job that writes it.
     *
     * @throws UserError if another job has it
     */
    TableHold hold(String job, String table) {
        return TableHold.take(config.tables(), table, job, longestSilence());
    }

    /** Workers on this machine. */
    public int threads() {
        return config.run().threadsHere();
    }

    /**
     * Spark in this process or on the cluster, started at the first call.
     *
     * @throws UserError if a stop is wanted: what begins now would only be cancelled
     */
    public SparkSession spark() {
        console.stop().requireNone();
        if (spark == null) {
            Path directory = local(folder).orElseGet(this::scratch);
            spark = config.spark().isLocal()
                    ? SparkSessions.local(config.spark().settings(), threads(), directory)
                    : SparkSessions.cluster(config.spark(), directory);
            SparkContext context = spark.sparkContext();
            console.stop().cancelWith(() -> {
                context.setLogLevel("OFF"); // traces of what is cancelled are no news
                context.cancelAllJobs();
            });
        }
        return spark;
    }

    /**
     * Runs a job and notes its wall time in the run's folder. Nobody else does the same job of this run meanwhile.
     *
     * @throws UserError if another process is at it, or a stop is wanted
     */
    JobReport timed(String job, Supplier<JobReport> work) {
        console.stop().requireNone();
        try (Lease held = only(job)) {
            JobReport report = new JobTimes(folder, Clock.systemUTC()).timed(job, work);
            held.requireHeld();
            return report;
        }
    }

    private Lease only(String job) {
        Folder holders = folder.folder("holders").folder(JobTimes.fileName(job));
        return Lease.take(holders, "%s of the run %s".formatted(job, folder), job, longestSilence());
    }

    /** Silence after which a holder loses what it holds. */
    Duration longestSilence() {
        return Duration.ofSeconds(config.run().staleSeconds());
    }

    /** Names what Spark does next, for its UI. */
    void describe(String words) {
        spark().sparkContext().setJobDescription(words);
    }

    /** Who trains: this process, or the executors of the cluster. */
    Ranks ranks() {
        return config.spark().isLocal()
                ? new OnlyRank()
                : new ClusterRanks(spark().sparkContext(), config.cluster(), console::say);
    }

    /**
     * Checks that a training's ranks would have work, before Spark is started and data are laid down for it.
     *
     * @throws UserError if it has fewer micro-batches
     */
    void requireWorkForRanks(TrainingConfig training) {
        if (!config.spark().isLocal() && training.server() == TrainingConfig.Server.SHARDED) {
            config.cluster().requireWithin(training.microBatches());
        }
    }

    /** Worker threads of each of them. */
    int threadsOfRank() {
        return config.spark().isLocal()
                ? threads()
                : spark().sparkContext().getConf().getInt("spark.task.cpus", 1);
    }

    /** Ends Spark, with its scratch files; the run's folder stays this process's. */
    public void endSpark() {
        if (spark != null) {
            console.stop().cancelWith(() -> {}); // a session that has ended cancels nothing
            spark.stop();
            spark = null;
        }
        scratch.ifPresent(path -> Folder.at(path.getParent().toUri().toString())
                .delete(path.getFileName().toString()));
        scratch = Optional.empty();
    }

    @Override
    public void close() {
        endSpark();
        lock.ifPresent(RunLock::close);
    }

    private static Optional<Path> local(Folder folder) {
        URI place = folder.path(".").toUri();
        return "file".equals(place.getScheme()) ? Optional.of(Path.of(place.getPath())) : Optional.empty();
    }

    private Path scratch() {
        try {
            Path made = Files.createTempDirectory("unclip-");
            scratch = Optional.of(made);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for Spark's scratch files", e);
        }
    }
}
