package io.camelclio.component.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer while it arrives: one chunk waits while another is read, so that memory stays flat.
 * It ends where the announced length ends; anything else, a pause beyond the pace included, is an exception and never a
 * short file taken for whole. Only the time the reader waits counts. Read by one thread, closed by any.
 */
final class FileStream extends InputStream implements BodySubscriber<FileStream> {

    private static final int CHUNKS_AND_END = 2;

    private final String what;
    private final OptionalLong length;
    private final Pace pace;
    private final Clock clock;
    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(CHUNKS_AND_END);
    private final Deque<ByteBuffer> chunk = new ArrayDeque<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private Duration waited = Duration.ZERO;
    private long read;
    private boolean atEnd;
    private volatile boolean closed;

    /** @param what names the file in messages */
    FileStream(String what, OptionalLong length, Pace pace, Clock clock) {
        this.what = what;
        this.length = length;
        this.pace = pace;
        this.clock = clock;
    }

    @Override
    public CompletionStage<FileStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (!subscription.complete(given) || closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrivals.offer(new Arrival(buffers, null));
    }

    @Override
    public void onError(Throwable failure) {
        arrivals.offer(new Arrival(null, failure));
    }

    @Override
    public void onComplete() {
        arrivals.offer(Arrival.END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        while (!hasBytes()) {
            if (atEnd) {
                return -1;
            }
            take(next());
        }
        int count = Math.min(most, chunk.peek().remaining());
        chunk.peek().get(bytes, offset, count);
        read += count;
        return count;
    }

    @Override
    public int available() {
        return chunk.isEmpty() ? 0 : chunk.peek().remaining();
    }

    /** Gives up what has not arrived. */
    @Override
    public void close() {
        closed = true;
        subscription.thenAccept(Subscription::cancel);
        arrivals.offer(Arrival.END);
    }

    private boolean hasBytes() throws IOException {
        if (closed) {
            throw new IOException("The stream of " + what + " is closed");
        }
        while (!chunk.isEmpty() && !chunk.peek().hasRemaining()) {
            chunk.remove();
        }
        return !chunk.isEmpty();
    }

    private void take(Arrival arrival) throws IOException {
        if (closed) {
            throw new IOException("The stream of " + what + " is closed");
        }
        if (arrival.buffers() == null) {
            if (arrival.failure() != null || length.isPresent() && length.getAsLong() != read) {
                throw new IOException(what + " was cut after " + progress() + "; ask for it again");
            }
            atEnd = true;
            return;
        }
        chunk.addAll(arrival.buffers());
        subscription.thenAccept(open -> open.request(1));
    }

    private Arrival next() throws IOException {
        Instant before = clock.instant();
        try {
            Duration left = pace.left(waited, read);
            Arrival arrival = arrivals.poll(left.toMillis(), TimeUnit.MILLISECONDS);
            if (arrival == null) {
                close();
                throw new IOException(what + " stalled after " + progress() + "; ask for it again");
            }
            return arrival;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new InterruptedIOException("Reading " + what + " was interrupted");
        } finally {
            waited = waited.plus(Duration.between(before, clock.instant()));
        }
    }

    private String progress() {
        return read + (length.isPresent() ? " of " + length.getAsLong() : "") + " bytes";
    }

    /** What came: buffers, or the end with or without a failure. */
    private record Arrival(List<ByteBuffer> buffers, Throwable failure) {

        static final Arrival END = new Arrival(null, null);
    }
}
