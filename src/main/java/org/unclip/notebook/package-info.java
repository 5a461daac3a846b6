/** What the notebooks in {@code notebooks/} show: pictures with words, made of what jobs, models and tables give. */
package org.unclip.notebook;
