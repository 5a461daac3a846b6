/** Whether a job would find what it needs: one small check each, with what to do. */
package org.unclip.job.doctor;
