/** The report of a run as one HTML file: pure rendering, what was recorded in, text out. */
package org.unclip.report;
