package org.unclip.data.layout;

import java.io.EOFException;
import java.io.IOException;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.UnreadablePictureException;

/**
 * Reads pictures out of tars. The last tar stays open, so that pictures read in their order cost one way through it.
 * Used by one task, at whose end the tar is closed.
 */
final class TarPictureReader implements PictureReader {
    private static final long serialVersionUID = 1L;

    private final StoredFiles storage;
    private transient TarInput open;
    private transient String openTar;

    TarPictureReader(StoredFiles storage) {
        this.storage = storage;
    }

    @Override
    public Picture read(String location) throws IOException, UnreadablePictureException {
        TarPlace place = TarPlace.parse(location);
        if (place.size() > StoredFiles.MAX_PICTURE_BYTES) {
            throw new IOException(location + " has more than the " + StoredFiles.MAX_PICTURE_BYTES + " bytes allowed");
        }
        TarInput in = at(place);
        byte[] bytes = in.readNBytes((int) place.size());
        if (bytes.length < place.size()) {
            throw new EOFException(location + " is cut");
        }
        return new PictureDecoder().decode(bytes);
    }

    private TarInput at(TarPlace place) throws IOException {
        if (open == null || !place.tar().equals(openTar) || open.position() > place.offset()) {
            if (open != null) {
                open.close();
            }
            open = TarInput.open(storage, place.tar());
            openTar = place.tar();
            TaskEnd.closes(open);
        }
        open.skipNBytes(place.offset() - open.position());
        return open;
    }
}
