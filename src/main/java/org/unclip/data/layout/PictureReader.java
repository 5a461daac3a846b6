package org.unclip.data.layout;

import java.io.IOException;
import java.io.Serializable;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.UnreadablePictureException;

/** Reads the pictures of a layout, one at a time. */
public interface PictureReader extends Serializable {
    /**
     * The picture in its own size.
     *
     * @param location as the layout's row names it
     * @throws java.io.FileNotFoundException if it is missing
     * @throws IOException if its bytes cannot be read
     * @throws UnreadablePictureException if its bytes are no picture
     */
    Picture read(String location) throws IOException, UnreadablePictureException;
}
