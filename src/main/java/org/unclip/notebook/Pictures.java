package org.unclip.notebook;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;

/** Pictures of data sets and models as AWT's, which a notebook shows. */
public final class Pictures {
    private static final Color FRAME = new Color(0xd5d9df);

    private Pictures() {}

    /** The same pixels. */
    public static BufferedImage image(Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length / 3; i++) {
            int pixel = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
            image.setRGB(i % picture.width(), i / picture.width(), pixel);
        }
        return image;
    }

    /** A PNG that a job wrote. */
    public static BufferedImage image(byte[] png) {
        return image(PictureDecoder.decodeOwn(png, "a file of the run"));
    }

    /** With this width: whole pixels as squares where it is larger, and means of pixels where it is smaller. */
    static BufferedImage scaled(BufferedImage image, int width) {
        int height = Math.max(1, Math.round((float) image.getHeight() * width / image.getWidth()));
        int how = width < image.getWidth() ? Image.SCALE_AREA_AVERAGING : Image.SCALE_REPLICATE;
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.drawImage(image.getScaledInstance(width, height, how), 0, 0, null);
        graphics.dispose();
        return scaled;
    }

    /** Draws a square picture with this side, and a faint line around it, as it may be as white as the paper. */
    static void draw(Graphics2D pen, Picture picture, int left, int top, int side) {
        pen.drawImage(scaled(image(picture), side), left, top, null);
        Color ink = pen.getColor();
        pen.setColor(FRAME);
        pen.drawRect(left, top, side - 1, side - 1);
        pen.setColor(ink);
    }
}
