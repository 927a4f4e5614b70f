package io.camelclio.app.published;

import io.camelclio.event.ChangeEvent;
import io.camelclio.kafka.published.PublishedTopic;
import io.camelclio.kafka.published.PublishedTopics;
import io.camelclio.pull.progress.FollowedPlace;
import io.camelclio.pull.progress.FollowedPlaces;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Followed places that are change topics: option {@code memory} names them as they are named on Kafka. */
public final class FollowedTopics implements FollowedPlaces {

    private final PublishedTopics topics;

    public FollowedTopics(PublishedTopics topics) {
        this.topics = topics;
    }

    @Override
    public Optional<FollowedPlace> place(String name) {
        return topics.topic(name).map(Followed::new);
    }

    private record Followed(PublishedTopic topic) implements FollowedPlace {

        @Override
        public boolean isPublished(ChangeEvent change) {
            return topic.isPublished(change.subject(), change.id());
        }

        @Override
        public boolean holds(ChangeEvent change) {
            return topic.holds(change.subject(), change.id());
        }

        @Override
        public boolean isDelivered(ChangeEvent change) {
            return topic.isDelivered(change.subject(), change.id());
        }

        @Override
        public boolean knows(ChangeEvent change) {
            return topic.knows(change.subject());
        }

        @Override
        public boolean isBehind() {
            return topic.isBehind();
        }

        @Override
        public CompletionStage<Boolean> refresh(Duration patience) {
            return topic.refresh(patience);
        }

        @Override
        public void forgetAll() {
            topic.forgetAll();
        }
    }
}
