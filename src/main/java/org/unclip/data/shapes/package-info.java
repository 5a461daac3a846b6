/** The embedded data set: captioned scenes of one or two coloured shapes, drawn from a seed. */
package org.unclip.data.shapes;
