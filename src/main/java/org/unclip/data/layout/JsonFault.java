package org.unclip.data.layout;

import com.fasterxml.jackson.core.JsonLocation;
import org.unclip.config.UserError;

/** A captions file of JSON that is broken. */
final class JsonFault {
    private JsonFault() {}

    /** The fault with its place and what to do about it. */
    static UserError at(String file, JsonLocation place, String fault) {
        return UserError.fatal("Captions file %s is broken at line %d, column %d: %s; fetch it again or correct it."
                .formatted(file, place.getLineNr(), place.getColumnNr(), fault));
    }
}
