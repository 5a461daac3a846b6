/** The command line: parses a subcommand, calls one job, sets the exit code. */
package org.unclip.cli;
