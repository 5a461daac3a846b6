/** What a job tells monitoring while it runs: gauges that Spark's metrics system serves. */
package org.unclip.data.metrics;
