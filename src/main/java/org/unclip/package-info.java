/** Unclip: DALL·E 2 (unCLIP) trained on a Spark cluster. */
package org.unclip;
