package io.camelclio.pull.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** A body that is kept whole; the exchange ends with the byte that is one too many. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final int mostBytes;
    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private final CompletableFuture<byte[]> body;
    private Subscription subscription;
    private long received;

    LimitedBody(int mostBytes) {
        this.mostBytes = mostBytes;
        this.body = whole.getBody().toCompletableFuture().copy();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        whole.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        received += bytes.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received <= mostBytes) {
            whole.onNext(bytes);
        } else {
            subscription.cancel();
            body.completeExceptionally(new AnswerTooLongException(mostBytes));
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.onError(failure);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }
}
