package io.camelclio.kafka.letters;

import java.util.List;

/** Replays all letters of a post, in a JVM of its own that can be killed; says each that it has done. */
final class ReplayProcess {

    private ReplayProcess() {}

    /** @param arguments the cluster, and the post's name */
    public static void main(String[] arguments) {
        Post post = new Post(arguments[0], arguments[1]);
        List<DeadLetter> letters = post.all();
        try (LetterReplay replay = post.begin()) {
            for (DeadLetter letter : letters) {
                System.out.println(replay.replay(letter, post::straight).isNew() ? letter.id() : "before");
            }
        }
    }
}
