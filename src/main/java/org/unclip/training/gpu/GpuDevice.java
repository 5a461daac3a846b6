package org.unclip.training.gpu;

/**
 * A GPU as {@code nvidia-smi} lists it.
 *
 * @param index its number on this machine, from 0 in the order of the PCI bus; what Spark has as its address
 * @param name the model, such as "NVIDIA A100-SXM4-40GB"
 * @param capability its generation
 * @param driver version of the driver
 * @param memory with its unit, such as "40960 MiB"
 */
record GpuDevice(String index, String name, ComputeCapability capability, String driver, String memory) {

    @Override
    public String toString() {
        return "GPU %s (%s, compute capability %s, driver %s, %s)".formatted(index, name, capability, driver, memory);
    }
}
