package org.unclip.data.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pictures of a folder and its subfolders, found by the names that captions files call them by. */
final class PictureFolder {
    private final Map<String, String> byPath;
    private final Map<String, List<String>> byName = new HashMap<>();

    /**
     * @param files full location by name relative to the folder
     */
    PictureFolder(Map<String, String> files) {
        this.byPath = files;
        files.forEach((path, location) -> byName.computeIfAbsent(lastPart(path), name -> new ArrayList<>(1))
                .add(location));
    }

    /** The file of this path below the folder; else all files with the last part of this path, in any subfolder. */
    List<String> places(String path) {
        String exact = byPath.get(path);
        return exact != null ? List.of(exact) : byName.getOrDefault(lastPart(path), List.of());
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
