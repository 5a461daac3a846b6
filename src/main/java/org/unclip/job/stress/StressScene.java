package org.unclip.job.stress;

/** The parts of a training on a cluster that can be disturbed or watched. */
record StressScene(StandaloneCluster cluster, S3Server storage, JobProcess driver, TrainingWatch watch) {}
