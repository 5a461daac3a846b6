/** A Spark cluster and an S3 server of this machine whose processes can be killed, for stress runs and tests. */
package org.unclip.job.stress;
