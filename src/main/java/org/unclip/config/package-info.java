/** HOCON settings read into the records that their components own; faults of the user, collected and thrown once. */
package org.unclip.config;
