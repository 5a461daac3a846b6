package org.unclip.report;

/**
 * A picture of the evaluation with its caption.
 *
 * @param png the file; not copied
 * @param meaning what it shows; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // carries a file, is never compared
public record CaptionedPicture(byte[] png, String title, String meaning) {}
