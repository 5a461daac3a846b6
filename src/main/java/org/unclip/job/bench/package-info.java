/** What a training step costs: in processor time, to compare with PyTorch, and in memory over thousands of steps. */
package org.unclip.job.bench;
