/** Pictures as RGB bytes: decoding that survives bad files, anti-aliased resizing, PNG encoding. */
package org.unclip.data.picture;
