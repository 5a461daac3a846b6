/** From a data set's layout to the tables of pairs and rejections. */
package org.unclip.data.ingest;
