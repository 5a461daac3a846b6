package org.unclip.training.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.resource.ResourceInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.paramserver.Alone;
import org.unclip.paramserver.PeerLostException;
import org.unclip.paramserver.Peers;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.SliceMap;
import org.unclip.paramserver.peer.JobToken;
import org.unclip.paramserver.peer.Wire;
import org.unclip.paramserver.peer.WireSettings;
import org.unclip.paramserver.peer.WiredPeers;
import org.unclip.training.GradientSource;
import org.unclip.training.RankLoop;
import org.unclip.training.RankPlan;
import org.unclip.training.RanksLostException;
import org.unclip.training.gpu.CudaBackend;
import org.unclip.training.gpu.GpuBinding;
import org.unclip.training.gpu.GpuCheck;

/**
 * One rank of an attempt, as a task of a Spark barrier stage: meets the others, trains to the end.
 *
 * @param plan the same for all ranks
 * @param driver address of the driver's end
 * @param token of the attempt
 */
record RankTask(RankPlan plan, String driver, JobToken token, WireSettings wire, Timeouts timeouts)
        implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(RankTask.class);

    /** How long ranks wait for each other. */
    record Timeouts(int joinSeconds, int stepSeconds) implements Serializable {}

    /** Runs the rank that the calling task is. */
    void run() {
        BarrierTaskContext context = BarrierTaskContext.get();
        if (context.stageAttemptNumber() > 0) {
            throw new CancellationException("only the driver tries again, from a checkpoint");
        }
        String host = SparkEnv.get().blockManager().blockManagerId().host();
        try (RemoteLeader leader = new RemoteLeader(host, token, wire, driver, context.partitionId())) {
            leader.tell(new RankMessage.Started(SparkEnv.get().executorId(), host, leader.address()));
            try (Peers peers = peers(context, host)) {
                new RankLoop(plan.with(onGpu(context)), peers, leader).run();
            } catch (RuntimeException | Error fault) {
                tellWhy(leader, context.isInterrupted() ? new RankMessage.Stopped() : failed(fault), fault);
                throw fault;
            }
            leader.tellLast(new RankMessage.Ended());
        }
    }

    /** Also on a thread that Spark has interrupted, and without hiding the fault. */
    private static void tellWhy(RemoteLeader leader, RankMessage why, Throwable fault) {
        boolean interrupted = Thread.interrupted();
        try {
            leader.tellLast(why);
        } catch (RuntimeException unheard) {
            fault.addSuppressed(unheard);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The plan's sources, on the GPU that Spark gave the task, if it did. */
    private GradientSource.Factory onGpu(BarrierTaskContext context) {
        ResourceInformation gpus = context.resourcesJMap().get("gpu");
        List<String> addresses = gpus == null ? List.of() : List.of(gpus.addresses());
        if (addresses.isEmpty()) {
            CudaBackend.hideUnlessUsable().ifPresent(LOG::info);
        }
        GpuCheck.ofThisMachine().require(addresses).forEach(LOG::info);
        GpuBinding binding = GpuBinding.of(addresses);
        return () -> {
            binding.bindThisThread();
            return plan.sources().open();
        };
    }

    private Peers peers(BarrierTaskContext context, String host) {
        int ranks = context.getTaskInfos().length;
        SliceMap slices =
                new SliceMap(Math.toIntExact(plan.job().identity().layout().size()), ranks);
        if (ranks == 1) {
            return new Alone(slices);
        }
        WiredPeers.Place place = new WiredPeers.Place(
                context.partitionId(),
                new ReductionTree(plan.job().config().microBatches()),
                slices,
                plan.job().config().push(),
                plan.job().config().validateEvery() > 0,
                timeouts.joinSeconds(),
                timeouts.stepSeconds());
        return new WiredPeers(
                place,
                receiver -> new Wire(host, host, token, wire, receiver),
                address -> everyones(context, address),
                context::isInterrupted);
    }

    private static List<String> everyones(BarrierTaskContext context, String address) {
        try {
            return List.of(context.allGather(address));
        } catch (Exception unmet) { // Spark throws checked exceptions that it does not declare
            throw new RanksLostException("the ranks did not meet: " + unmet.getMessage(), unmet);
        }
    }

    private static RankMessage.Failed failed(Throwable fault) {
        if (fault instanceof PeerLostException loss) {
            return new RankMessage.Failed(loss.rank(), null, loss.getMessage());
        }
        if (fault instanceof RanksLostException unmet) {
            return new RankMessage.Failed(null, ExitCode.RETRY, unmet.getMessage());
        }
        if (fault instanceof UserError mendable) {
            return new RankMessage.Failed(null, mendable.exitCode(), mendable.getMessage());
        }
        return new RankMessage.Failed(null, null, fault.toString());
    }
}
