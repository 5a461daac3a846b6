package org.unclip.storage;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.Invoker;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.store.audit.AuditSpan;
import org.unclip.config.UserError;

/**
 * Puts an object on S3 if there is none of its key, by the header {@code If-None-Match: *}.
 *
 * <p>S3A has no such call. The header goes with a request of S3A's own through its transfer manager, because its other
 * public ways try a refusal again, as if it were a passing fault. Apart from the callers, as S3A need not be there.
 */
final class ConditionalPut {
    /** There is an object; another is being put or deleted at this moment. */
    private static final Set<Integer> REFUSALS = Set.of(412, 409);

    private final S3AFileSystem s3;
    private final Path path;
    private final byte[] bytes;

    private ConditionalPut(S3AFileSystem s3, Path path, byte[] bytes) {
        this.s3 = s3;
        this.path = path;
        this.bytes = bytes;
    }

    /**
     * Puts it, a second time too: a storage that does not know the header would take it again.
     *
     * @return whether there was none; false also if an answer was lost and the client put it again by itself
     * @throws UserError if the storage does not know the header
     */
    static boolean put(FileSystem s3, Path path, byte[] bytes) throws IOException {
        ConditionalPut put = new ConditionalPut((S3AFileSystem) s3, path, bytes);
        if (!put.isAccepted()) {
            return false;
        }
        if (put.isAccepted()) {
            throw UserError.fatal(("%s lies in a storage that does not know If-None-Match, so that two jobs could write"
                            + " the same table: use one that does, as AWS S3 and MinIO do.")
                    .formatted(path));
        }
        return true;
    }

    private boolean isAccepted() throws IOException {
        return Invoker.once("conditional put", path.toString(), this::request);
    }

    private boolean request() throws IOException {
        try (AuditSpan span = s3.createSpan("op_create", path.toString(), null).activate()) {
            s3.putObject(ifNoneMatches()).getUpload().waitForUploadResult();
            return true;
        } catch (AmazonServiceException e) {
            if (REFUSALS.contains(e.getStatusCode())) {
                return false;
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + path + " was put");
        }
    }

    private PutObjectRequest ifNoneMatches() {
        ObjectMetadata metadata = s3.getRequestFactory().newObjectMetadata(bytes.length);
        PutObjectRequest request = s3.getRequestFactory()
                .newPutObjectRequest(s3.pathToKey(path), metadata, new ByteArrayInputStream(bytes));
        request.setIfNoneMatch("*");
        return request;
    }
}
