package io.camelclio.kafka.letters;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Replays letters of a post, in a JVM of its own that can be killed; says each that it has done. After the most that it may
 * do it stands still, with the next one in an open transaction.
 */
final class ReplayProcess {

    private ReplayProcess() {}

    /** @param arguments the cluster, the post's name, and the most letters to do */
    public static void main(String[] arguments) {
        Post post = new Post(arguments[0], arguments[1]);
        List<DeadLetter> letters = post.all();
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
        Road road = (letter, destination) -> {
            post.straight(letter, destination);
            if (left.getAndDecrement() == 0) {
                standStill();
            }
        };
        try (LetterReplay replay = post.begin()) {
            for (DeadLetter letter : letters) {
                System.out.println(replay.replay(letter, road).isNew() ? letter.id() : "before");
            }
        }
    }

    private static void standStill() {
        while (true) {
            LockSupport.park();
        }
    }
}
