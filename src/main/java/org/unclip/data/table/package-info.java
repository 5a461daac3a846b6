/** The Delta tables that join everything by key, and the Spark session they need. */
package org.unclip.data.table;
