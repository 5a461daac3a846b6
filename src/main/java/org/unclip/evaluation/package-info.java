/** How good a model is, measured on what it was not trained on. */
package org.unclip.evaluation;
