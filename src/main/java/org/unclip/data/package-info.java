/** Captioned pictures: data-set layouts, decoding, Delta tables, and the example shards that training reads. */
package org.unclip.data;
