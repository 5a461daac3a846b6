package org.unclip.data.picture;

import java.awt.color.ColorSpace;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG, PNG, GIF (first frame) and BMP bytes to RGB.
 *
 * <p>Grey, palette and CMYK pictures become RGB, transparency is laid on white, 16-bit samples are cut to 8 bits. Colour
 * profiles and EXIF orientation are ignored, as the reference preprocessing of CLIP does. The announced size is checked
 * before anything is decoded, so that a small file cannot claim gigabytes. Immutable, for any number of threads.
 */
public final class PictureDecoder {
    /** Default limit: 64 megapixels, beyond what phone cameras write by default. */
    public static final long DEFAULT_MAX_PIXELS = 64L << 20;

    private static final int MAX_SIDE = 0xffff; // of JPEG and GIF; a PNG of one line of 64 million would cost gigabytes
    private static final int BYTES_PER_PIXEL = 3;
    private static final int CMYK_BYTES = 4;
    private static final Set<String> FORMATS = Set.of("jpeg", "png", "gif", "bmp");

    private final long maxPixels;

    /** A decoder with the default limit. */
    public PictureDecoder() {
        this(DEFAULT_MAX_PIXELS);
    }

    /**
     * @param maxPixels the largest width times height that is decoded; what has more than 3 bytes a pixel must have fewer
     */
    public PictureDecoder(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /**
     * Decodes one file.
     *
     * @throws UnreadablePictureException with the fault and a sentence for the log
     */
    public Picture decode(byte[] encoded) throws UnreadablePictureException {
        if (encoded.length == 0) {
            throw new UnreadablePictureException(PictureFault.EMPTY, "the file is empty");
        }
        ImageReader reader = null;
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            reader = reader(stream);
            reader.setInput(stream, true, true);
            checkSize(reader);
            return read(reader, encoded);
        } catch (IOException | RuntimeException e) {
            // The readers of the JDK answer damaged files with several kinds of unchecked exceptions too.
            throw unreadable(e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    /**
     * Decodes a picture that Unclip itself wrote, and so must be able to read.
     *
     * @param place that has it, for the fault
     * @throws IllegalStateException if it is none
     */
    public static Picture decodeOwn(byte[] encoded, Object place) {
        try {
            return new PictureDecoder().decode(encoded);
        } catch (UnreadablePictureException e) {
            throw new IllegalStateException(place + " holds a picture that no job of ours wrote", e);
        }
    }

    private static ImageReader reader(ImageInputStream stream) throws UnreadablePictureException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(format(reader))) {
                return reader;
            }
            reader.dispose();
        }
        throw new UnreadablePictureException(PictureFault.NOT_A_PICTURE, "neither JPEG, PNG, GIF nor BMP");
    }

    private void checkSize(ImageReader reader) throws IOException, UnreadablePictureException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        long pixels = (long) width * height;
        int bytes = bytesPerPixel(reader.getRawImageType(0));
        String announced = "announces " + width + "x" + height + " pixels";
        if (pixels > maxPixels) {
            throw tooLarge(announced + ", more than the " + maxPixels + " allowed");
        }
        if (Math.max(width, height) > MAX_SIDE) {
            throw tooLarge(announced + ", more than the " + MAX_SIDE + " allowed along a side");
        }
        if (pixels * bytes > maxPixels * BYTES_PER_PIXEL) {
            throw tooLarge(announced + " of " + bytes + " bytes, more than the " + maxPixels * BYTES_PER_PIXEL
                    + " bytes allowed");
        }
    }

    private static int bytesPerPixel(ImageTypeSpecifier type) {
        if (type == null) {
            return CMYK_BYTES; // the JDK has no type for it
        }
        SampleModel samples = type.getSampleModel();
        return samples.getNumBands() * DataBuffer.getDataTypeSize(samples.getDataType()) / Byte.SIZE;
    }

    private static UnreadablePictureException tooLarge(String message) {
        return new UnreadablePictureException(PictureFault.TOO_MANY_PIXELS, message);
    }

    private static Picture read(ImageReader reader, byte[] encoded) throws IOException, UnreadablePictureException {
        String[] warning = new String[1];
        reader.addIIOReadWarningListener((source, text) -> warning[0] = text);
        Picture picture = reader.getRawImageType(0) == null && reader.canReadRaster()
                ? fourChannels(reader.readRaster(0, null), encoded)
                : RgbRaster.toPicture(reader.read(0, asStored(reader)));
        if (warning[0] != null && warning[0].toLowerCase(Locale.ROOT).contains("premature end")) {
            throw new UnreadablePictureException(PictureFault.TRUNCATED, warning[0]);
        }
        return picture;
    }

    /** The JDK has no image type for CMYK, but reads its samples. */
    private static Picture fourChannels(Raster raster, byte[] jpeg) throws UnreadablePictureException {
        if (raster.getNumBands() != CmykRaster.CHANNELS) {
            throw new UnreadablePictureException(
                    PictureFault.UNSUPPORTED_COLOURS,
                    raster.getNumBands() + " channels that are neither RGB, grey nor CMYK");
        }
        return CmykRaster.toPicture(raster, AdobeMarker.saysYcck(jpeg));
    }

    /** The JDK's reader converts a JPEG file's colours by its profile, unless it may leave them in the profile's space. */
    private static ImageReadParam asStored(ImageReader reader) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        while (types.hasNext()) {
            ImageTypeSpecifier type = types.next();
            ColorSpace space = type.getColorModel().getColorSpace();
            if (space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB()) {
                param.setDestinationType(type);
            }
        }
        return param;
    }

    private static UnreadablePictureException unreadable(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return new UnreadablePictureException(PictureFault.TRUNCATED, "ends too early", e);
            }
        }
        return new UnreadablePictureException(PictureFault.DAMAGED, String.valueOf(e.getMessage()), e);
    }

    private static String format(ImageReader reader) {
        return reader.getOriginatingProvider().getFormatNames()[0].toLowerCase(Locale.ROOT);
    }
}
