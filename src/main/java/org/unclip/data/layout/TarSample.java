package org.unclip.data.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.unclip.data.layout.TarMembers.Member;

/**
 * The members of a tar that share a name up to the first dot, as they come in: a picture, {@code .txt} with its caption,
 * {@code .json} whose {@code caption} stands in for a missing text. Members with other endings are passed over.
 */
final class TarSample {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tar;
    private final String name;
    private final Set<String> taken = new HashSet<>();
    private String picture;
    private String text;
    private String jsonCaption;
    private UnusableTextException fault;

    /**
     * @param tar full location
     * @param name what its members share
     */
    TarSample(String tar, String name) {
        this.tar = tar;
        this.name = name;
    }

    /** The part of a member's name that all members of its sample share. */
    static String nameOf(String member) {
        int dot = member.indexOf('.', member.lastIndexOf('/') + 1);
        return dot < 0 ? member : member.substring(0, dot);
    }

    String name() {
        return name;
    }

    /** Whether a member is another one of this sample: a second picture or text of its name is not. */
    boolean misses(String member) {
        return nameOf(member).equals(name)
                && !(isPicture(member) && picture != null)
                && !taken.contains(ending(member));
    }

    /** Whether it has anything that makes a pair. */
    boolean isAny() {
        return picture != null || text != null || jsonCaption != null || fault != null;
    }

    /** Whether it misses nothing that a sample can have. */
    boolean isComplete() {
        return picture != null && (text != null || fault != null);
    }

    /** Takes what is of use in the member that the tar is at. */
    void take(Member member, TarMembers members) throws IOException {
        String ending = ending(member.name());
        taken.add(ending);
        try {
            if (isPicture(member.name())) {
                picture = new TarPlace(tar, member.offset(), member.size()).toString();
            } else if (ending.equals("txt")) {
                text = members.text(member);
            } else if (ending.equals("json")) {
                jsonCaption = caption(members, member);
            }
        } catch (UnusableTextException e) {
            fault = e;
        }
    }

    /**
     * As a row of {@link CaptionedPictures#SCHEMA}.
     *
     * @param split null if the key decides
     */
    Row row(String key, String split) {
        if (fault != null) {
            return LayoutRow.rejected(key, fault);
        }
        String caption = text != null ? text : jsonCaption;
        return LayoutRow.of(key, split, picture, caption == null ? List.of() : List.of(caption));
    }

    private boolean isPicture(String member) {
        String ending = ending(member);
        return ending.indexOf('.') < 0 && StoredFiles.isPicture(ending);
    }

    /** What follows the first dot, in lower case. */
    private String ending(String member) {
        return member.substring(Math.min(name.length() + 1, member.length())).toLowerCase(Locale.ROOT);
    }

    /** The caption in a file that may hold anything else. */
    private static String caption(TarMembers members, Member member) throws IOException, UnusableTextException {
        try {
            JsonNode caption = JSON.readTree(members.text(member)).path("caption");
            return caption.isTextual() ? caption.textValue() : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
