package org.unclip.nn;

/** A vertex or an input of a graph under construction, by its unique name. */
public record Node(String name) {}
