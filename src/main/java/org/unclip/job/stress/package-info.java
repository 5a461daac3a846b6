/**
 * Trainings that are disturbed from outside, and the Spark cluster and S3 server of this machine that they run on, whose
 * processes can be killed.
 */
package org.unclip.job.stress;
