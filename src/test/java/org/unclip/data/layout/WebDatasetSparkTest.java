package org.unclip.data.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;

/** What is listed of tars, sound and broken. */
class WebDatasetSparkTest {
    private static final int BLOCK = 512;

    @TempDir
    private Path folder;

    @Test
    void plainAndPackedTarsGiveTheSameSamples() throws IOException {
        byte[] tar = new Tars()
                .sample("000", 1, "one\n")
                .sample("deep/001", 2, "two")
                .end();
        Files.write(folder.resolve("plain.tar"), tar);
        Files.write(folder.resolve("packed.tar.gz"), Tars.gzip(tar));
        Files.write(folder.resolve("misnamed.tar"), Tars.gzip(tar));
        Files.writeString(folder.resolve("plain_stats.json"), "{}");

        LayoutRows rows = list();
        assertEquals(Map.of(), rows.rejected());
        assertEquals(6, rows.captions().size());
        for (String name : List.of("plain.tar", "packed.tar.gz", "misnamed.tar")) {
            assertEquals(List.of("one\n"), rows.captions().get("webdataset/" + name + "/000"));
            assertEquals(List.of("two"), rows.captions().get("webdataset/" + name + "/deep/001"));
        }
    }

    @Test
    void theCaptionInJsonStandsInForAMissingText() throws IOException {
        String longName = "x".repeat(150);
        write(new Tars()
                .with("0.png", Tars.picture(0))
                .with("0.json", "{\"caption\": \"by json\"}")
                .with("1.png", Tars.picture(0))
                .with("1.json", "{\"caption\": null}")
                .with("2.png", Tars.picture(0))
                .with("2.json", "no json")
                .with("3.png", Tars.picture(0))
                .with("3.seg.png", "a mask")
                .with("3.TXT", "three")
                .with("README.md", "of no use")
                .with(longName + ".png", Tars.picture(0))
                .with(longName + ".txt", "long"));

        assertEquals(
                Map.of(
                        key("0"), List.of("by json"),
                        key("1"), List.of(),
                        key("2"), List.of(),
                        key("3"), List.of("three"),
                        key(longName), List.of("long")),
                list().captions());
    }

    @Test
    void tarsInASubfolderValidationAreHeldOut() throws IOException {
        Files.createDirectories(folder.resolve("validation"));
        Files.write(
                folder.resolve("validation/0.tar"),
                new Tars().sample("0", 1, "one").end());
        write(new Tars().sample("0", 1, "one"));

        assertEquals(Map.of(key("0"), "train", "webdataset/validation/0.tar/0", "validation"), list().splits());
    }

    @Test
    void textsThatCannotBeCaptionsAndKeysThatComeAgainAreRejected() throws IOException {
        write(new Tars()
                .sample("huge", 1, "x".repeat(10_000_000))
                .with("bytes.png", Tars.picture(1))
                .with("bytes.txt", new byte[] {'a', (byte) 0xc3, '('})
                .sample("good", 1, "one")
                .sample("good", 2, "two"));

        LayoutRows rows = list();
        assertEquals(Map.of(key("good"), List.of("one")), rows.captions());
        assertEquals(
                Map.of(
                        key("huge"), "caption-too-long: the captions have more than the 65536 bytes allowed",
                        key("bytes"), "invalid-utf8: byte 1 does not belong to UTF-8 text",
                        key("good (again)"),
                                "duplicate-key: came before, or its members do not follow one another; the first is taken"),
                rows.rejected());
    }

    @Test
    void aTarCutAnywhereKeepsWhatCameWholeAndSaysWhatIsLost() throws IOException {
        byte[] whole = new Tars()
                .sample("000", 1, "one")
                .sample("001", 2, "two")
                .sample("002", 3, "three")
                .end();
        for (int length = 0; length < whole.length - 10 * BLOCK; length += BLOCK / 2 + 1) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertCut(cut, length);
            byte[] packed = Tars.gzip(whole);
            assertCut(Arrays.copyOf(packed, (int) ((long) packed.length * length / whole.length)), length);
        }
    }

    private void assertCut(byte[] cut, int length) throws IOException {
        Files.write(folder.resolve("0.tar"), cut);
        LayoutRows rows = list();
        String reason = rows.rejected().get("webdataset/0.tar");
        assertTrue(
                reason != null && reason.startsWith("cut-archive: what comes before is kept, what follows is lost"),
                reason);
        assertTrue(rows.rejected().size() <= 2, rows.rejected() + " at " + length);
        rows.rejected().values().forEach(why -> assertTrue(why.startsWith("cut-archive"), why));
        List<String> wanted = List.of("one", "two", "three");
        int place = 0;
        for (List<String> captions : rows.captions().values()) {
            assertEquals(List.of(wanted.get(place++)), captions, "at " + length);
        }
    }

    @Test
    void whatIsNoTarAndWhatFollowsItsEndIsReported() throws IOException {
        Files.writeString(folder.resolve("html.tar"), "<html>" + "not found ".repeat(1000));
        byte[] flipped = new Tars().sample("000", 1, "one").end();
        flipped[3] ^= 1;
        Files.write(folder.resolve("flipped.tar"), flipped);
        byte[] packed = Tars.gzip(new Tars().sample("000", 1, "one").end());
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 20, (byte) 0x55);
        Files.write(folder.resolve("packed.tgz"), packed);
        byte[] tar = new Tars().sample("000", 1, "one").end();
        byte[] two = Arrays.copyOf(tar, 2 * tar.length);
        System.arraycopy(tar, 0, two, tar.length, tar.length);
        Files.write(folder.resolve("two.tar"), two);

        LayoutRows rows = list();
        assertEquals(Map.of("webdataset/two.tar/000", List.of("one")), rows.captions(), "what comes before is kept");
        for (String name : List.of("html.tar", "flipped.tar", "packed.tgz", "two.tar")) {
            String reason = String.valueOf(rows.rejected().get("webdataset/" + name));
            assertTrue(reason.startsWith("damaged-archive: "), name + " in " + rows.rejected());
        }
        assertTrue(rows.rejected().get("webdataset/two.tar").contains("but more follows"));
    }

    @Test
    void aMemberLargerThanTheHeapIsPassedOver() throws IOException {
        long size = 5L << 30;
        byte[] before = new Tars().sample("000", 1, "one").end();
        byte[] after = new Tars().sample("002", 1, "two").end();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("0.tar").toFile(), "rw")) {
            file.write(before, 0, endOfMembers(before));
            file.write(header("001.bin", size));
            file.seek(file.getFilePointer() + size);
            file.write(after);
        }

        assertEquals(Map.of(key("000"), List.of("one"), key("002"), List.of("two")), list().captions());
    }

    @Test
    void aFolderWithoutTarsIsAUserFault() {
        assertTrue(assertThrows(UserError.class, this::list)
                .getMessage()
                .endsWith("but must be a folder with .tar, .tar.gz or .tgz files: correct the path."));
    }

    /** Where the blocks of zeros begin that mark the end. */
    private static int endOfMembers(byte[] tar) {
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        return (end + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static byte[] header(String name, long size) {
        var entry = new org.apache.commons.compress.archivers.tar.TarArchiveEntry(name);
        entry.setSize(size);
        byte[] header = new byte[BLOCK];
        entry.writeEntryHeader(header);
        return header;
    }

    private static String key(String sample) {
        return "webdataset/0.tar/" + sample;
    }

    private void write(Tars tar) throws IOException {
        Files.write(folder.resolve("0.tar"), tar.end());
    }

    private LayoutRows list() {
        return new LayoutRows(new WebDatasetPictures(folder.toString())
                .rows(LocalSpark.session())
                .collectAsList());
    }
}
