/** Counter-based randomness: the same key draws the same values on every machine, in any order of work. */
package org.unclip.random;
