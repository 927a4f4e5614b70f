/**
 * Who leads, among several copies of an application, with nothing but Kafka: a Camel cluster service for {@code master:}
 * routes and whatever else only one copy may do.
 *
 * <pre>{@code
 * context.addService(new KafkaClusterService("integration.leadership.v1", leading, producing));
 * // from("master:clio-us:clio:activities")...
 * }</pre>
 *
 * <p>Each lock is a consumer group on a topic of one partition; the member that has the partition leads. Group and
 * transactional id are both called {@code <topic>.<lock>}, so one prefixed ACL covers all locks. Two things keep a
 * leader from acting that was paused and has lost its lock without noticing:
 *
 * <ul>
 *   <li>A {@link io.camelclio.kafka.leadership.Term} counts as over by this process's own clock before the broker can
 *       have ended the member's session, so what asks {@code isLeader} stops by itself, even without a network.
 *   <li>What it writes goes through a transactional producer of the lock; the next leader's producer fences this one
 *       before the next leader reads anything.
 * </ul>
 */
package io.camelclio.kafka.leadership;
