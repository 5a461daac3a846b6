package org.unclip.data.shapes;

import java.util.Locale;

/** The named backgrounds of scenes. */
public enum Background {
    WHITE(250, 250, 250),
    GREY(150, 150, 150),
    NAVY(25, 35, 85),
    PINK(250, 190, 205);

    private final Rgb rgb;

    Background(int red, int green, int blue) {
        this.rgb = new Rgb(red, green, blue);
    }

    /** The colour's centre; a drawn background varies around it. */
    public Rgb rgb() {
        return rgb;
    }

    /** The word that a caption uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an object of this colour stands out: no object shares its background's name. */
    public boolean allows(ObjectColour colour) {
        return !name().equals(colour.name());
    }
}
