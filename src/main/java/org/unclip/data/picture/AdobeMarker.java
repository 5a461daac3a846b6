package org.unclip.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The segment by which Adobe's programs say in a JPEG file what its channels mean. */
final class AdobeMarker {
    private static final int APP14 = 0xee;
    private static final int START_OF_SCAN = 0xda;
    private static final byte[] NAME = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME_OFFSET = 4; // behind two bytes of the marker and two of the length
    private static final int TRANSFORM_OFFSET = 15;

    private AdobeMarker() {}

    /** Whether a file of four channels has the marker, and it says that three of them are luma and chroma. */
    static boolean saysYcck(byte[] jpeg) {
        int at = 2; // behind the start of the image
        while (at + TRANSFORM_OFFSET < jpeg.length && (jpeg[at + 1] & 0xff) != START_OF_SCAN) {
            if ((jpeg[at + 1] & 0xff) == APP14
                    && Arrays.equals(
                            NAME, Arrays.copyOfRange(jpeg, at + NAME_OFFSET, at + NAME_OFFSET + NAME.length))) {
                return jpeg[at + TRANSFORM_OFFSET] != 0; // 0: channels are what they are
            }
            at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
        }
        return false;
    }
}
