package org.unclip.paramserver.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.paramserver.peer.VectorHeader.Kind;
import org.unclip.random.KeyedRandom;

/** A wire and those who try to speak to it. */
@Timeout(60)
final class WireTest {
    private static final String HOST = "127.0.0.1";
    private static final WireSettings PLAIN = new WireSettings(2, false);
    private static final JobToken TOKEN = JobToken.generate("job-1");

    private final Ear ear = new Ear();
    private Wire wire = open(TOKEN, PLAIN, ear);

    private static final class Ear implements Receiver {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final float[] vector = new float[100_003];

        @Override
        public void joined(int from) {
            heard.add("joined " + from);
        }

        @Override
        public void message(int from, ByteBuffer message) {
            heard.add("message " + StandardCharsets.UTF_8.decode(message));
        }

        @Override
        public FloatSink vector(int from, VectorHeader header) {
            return new FloatSink(vector, 0, vector.length, () -> heard.add("vector " + header.step()));
        }

        @Override
        public void lost(int rank, String cause) {
            heard.add("lost " + rank + ": " + cause);
        }
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messagesAndVectorsArriveInOrderAndWhole(boolean encrypt) throws Exception {
        WireSettings settings = new WireSettings(2, encrypt);
        wire.close();
        wire = open(TOKEN, settings, ear);
        float[] values = new float[ear.vector.length + 5];
        KeyedRandom.of(1, "vector").fillGaussian(values);
        try (Wire other = open(TOKEN, settings, new Ear())) {
            Connection connection = other.connect(0, wire.address(), 7);
            connection.tell("hello".getBytes(StandardCharsets.UTF_8));
            connection.send(new VectorHeader(Kind.GRADIENT, 3, 0, 1, 0, ear.vector.length), values, 5);

            assertEquals("joined 7", next());
            assertEquals("message hello", next());
            assertEquals("vector 3", next());
        }
        assertArrayEquals(java.util.Arrays.copyOfRange(values, 5, values.length), ear.vector);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ranksOfAnotherJobAreRefused(boolean encrypt) {
        WireSettings settings = new WireSettings(2, encrypt);
        wire.close();
        wire = open(TOKEN, settings, ear);

        assertRefused(new JobToken("job-2", TOKEN.secret()), settings);
        assertRefused(new JobToken("job-1", "guessed"), settings);
    }

    @Test
    void encryptedWireRefusesPlainRanks() {
        wire.close();
        wire = open(TOKEN, new WireSettings(2, true), ear);

        assertRefused(TOKEN, PLAIN);
    }

    @Test
    void vectorOfAnotherLengthEndsItsConnection() throws Exception {
        try (Wire other = open(TOKEN, PLAIN, new Ear())) {
            other.connect(0, wire.address(), 7).send(new VectorHeader(Kind.GRADIENT, 3, 0, 1, 0, 10), new float[10], 0);

            assertEquals("joined 7", next());
            assertTrue(next().startsWith("lost 7: its connection"));
        }
    }

    @Test
    void randomBytesAndOversizedFramesAreHungUpOnAndDisturbNobody() throws Exception {
        try (Wire other = open(TOKEN, PLAIN, new Ear())) {
            Connection friend = other.connect(0, wire.address(), 7);
            byte[] noise = new byte[4096];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) KeyedRandom.of(1, "noise", i).nextInt(256);
            }
            assertHungUp(noise);
            assertHungUp("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertHungUp(ByteBuffer.allocate(16).putLong(Long.MAX_VALUE).array());
            assertHungUp(helloWithoutProof());
            friend.tell("still here".getBytes(StandardCharsets.UTF_8));

            assertEquals("joined 7", next());
            assertEquals("message still here", next());
        }
    }

    @Test
    void rankThatHangsUpIsLostAtOnce() throws Exception {
        Wire other = open(TOKEN, PLAIN, new Ear());
        other.connect(0, wire.address(), 7);
        assertEquals("joined 7", next());
        other.close();

        assertEquals("lost 7: its connection was closed", next());
    }

    @Test
    void tokensDoNotShowTheirSecret() {
        assertFalse(TOKEN.toString().contains(TOKEN.secret()));
        assertEquals(64, TOKEN.secret().length());
    }

    private void assertRefused(JobToken token, WireSettings settings) {
        try (Wire stranger = open(token, settings, new Ear())) {
            IOException refused = assertThrows(IOException.class, () -> stranger.connect(0, wire.address(), 7));
            assertTrue(refused.getMessage().contains("does not take a rank of " + token.job()), refused.getMessage());
            assertTrue(ear.heard.isEmpty(), "a stranger was heard: " + ear.heard);
        }
    }

    /** A frame of Spark's transport with our hello in it, but no proof of the secret before. */
    private static byte[] helloWithoutProof() {
        ByteBuffer hello = Incoming.hello(3);
        int rpcRequest = 3;
        int bodyBytes = hello.remaining();
        ByteBuffer frame = ByteBuffer.allocate(8 + 1 + 8 + 4 + bodyBytes);
        frame.putLong(frame.capacity())
                .put((byte) rpcRequest)
                .putLong(1)
                .putInt(bodyBytes)
                .put(hello);
        return frame.array();
    }

    /** The wire answers with nothing but perhaps a refusal, and closes the connection. */
    private void assertHungUp(byte[] bytes) throws IOException {
        int colon = wire.address().indexOf(':');
        try (Socket socket = new Socket(HOST, Integer.parseInt(wire.address().substring(colon + 1)))) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes);
            InputStream answer = socket.getInputStream();
            try {
                while (answer.read() >= 0) {
                    // a refusal in words, before the end
                }
            } catch (java.net.SocketException reset) {
                // hung up with bytes of ours unread
            }
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(ear.heard.poll(20, TimeUnit.SECONDS));
    }

    private static Wire open(JobToken token, WireSettings settings, Receiver receiver) {
        return new Wire(HOST, HOST, token, settings, receiver);
    }
}
