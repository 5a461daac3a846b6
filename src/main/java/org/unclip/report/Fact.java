package org.unclip.report;

/** A name and its value, both in words. */
public record Fact(String name, String value) {}
