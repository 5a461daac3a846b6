package org.unclip.clip;

/** Two neighbouring tokens, written over {@link ByteAlphabet}, that become one. */
record Merge(String left, String right) {
    String merged() {
        return left + right;
    }
}
