/** Data-set layouts behind one seam: each lists its pictures with their captions and reads one picture at a time. */
package org.unclip.data.layout;
