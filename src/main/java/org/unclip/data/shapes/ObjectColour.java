package org.unclip.data.shapes;

import java.util.Locale;

/** The named colours of objects. */
public enum ObjectColour {
    RED(220, 40, 40),
    GREEN(40, 160, 60),
    BLUE(45, 95, 230),
    YELLOW(245, 215, 45),
    PURPLE(145, 50, 180),
    ORANGE(245, 140, 30),
    WHITE(250, 250, 250),
    BLACK(20, 20, 20);

    private final Rgb rgb;

    ObjectColour(int red, int green, int blue) {
        this.rgb = new Rgb(red, green, blue);
    }

    /** The colour's centre; a drawn object varies around it. */
    public Rgb rgb() {
        return rgb;
    }

    /** The word that a caption uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
