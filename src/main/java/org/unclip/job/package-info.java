/** The jobs: configuration in, tables and models in, a report out; one screen each. */
package org.unclip.job;
