/**
 * How ranks talk: Spark's own network transport, used as a library without a Spark session.
 *
 * <p>A {@link org.unclip.paramserver.peer.Wire} is one rank's end: a server, a connection to each other rank, a pulse. It
 * carries small messages and long vectors. {@link org.unclip.paramserver.peer.WiredPeers} are the exchanges of a
 * training step over it. Every connection proves that it knows the job's secret before a word is believed.
 */
package org.unclip.paramserver.peer;
