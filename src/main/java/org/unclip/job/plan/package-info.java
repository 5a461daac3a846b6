/** What jobs will take, told before anything is spent. */
package org.unclip.job.plan;
