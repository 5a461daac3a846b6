package org.unclip.data.layout;

/** What one line of a captions file says: a caption of a picture, which it names by its file. */
record CaptionLine(String picture, String caption) {}
