package sluice.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.kafka.KafkaAccess;

/**
 * Who captures, where several processes are started with capture on under one prefix: the one to which Kafka gives the only partition of
 * the offsets' topic, in a consumer group made for it. The others stand by. When the owner ends, or is silent for the session's
 * time-out, one of them gets the partition. Nothing is read from it.
 *
 * <p>Nothing is lost or doubled without this class: Kafka's transactional id fences (P2). But fenced processes that know of no owner start
 * again and fence in turns.
 *
 * <p>The race that {@link #await} narrows: a process sleeps while another one takes over, and wakes up between being told that it is the
 * owner and taking the transactional id; so it fences off the owner. To be told is not enough, then: the group has to confirm it anew,
 * by a commit that it takes from its present member only, before each start of the engine. What is left is a sleep between that
 * answer and the fence. Its harm is one restart: the owner is fenced, asks, is confirmed, and fences back; the sleeper hears from the group
 * that it is none, and stands by. In both directions the offset is read behind the fence, so who captures goes on behind all that is committed.
 */
final class CaptureOwnership {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureOwnership.class);
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final int HEARTBEATS = 5;

    private final KafkaAccess kafka;
    private final String group;
    private final TopicPartition token;
    private final int sessionMillis;
    private final String self = ProcessName.own();
    private Runnable lost; // guarded by this
    private Thread member; // guarded by this
    private boolean held; // guarded by this
    private long asked; // guarded by this
    private long confirmed; // guarded by this
    private String owner = ""; // guarded by this
    private KafkaException failure; // guarded by this

    /**
     * @param topic         with one partition, which has to be there
     * @param sessionMillis of silence, after which another process takes over
     */
    CaptureOwnership(KafkaAccess kafka, String group, String topic, int sessionMillis) {
        this.kafka = kafka;
        this.group = group;
        this.token = new TopicPartition(topic, 0);
        this.sessionMillis = sessionMillis;
    }

    /** Takes part, unless it does already. {@code whenLost} is told on a thread of the group's, and must not wait. */
    synchronized void join(Runnable whenLost) {
        lost = whenLost;
        if (member == null) {
            failure = null;
            member = new Thread(this::takePart, "capture-owner");
            member.setDaemon(true);
            member.start();
        }
    }

    /**
     * Waits until this process is the owner, and the group has just said so.
     *
     * @param wanted     asked now and then; false ends the waiting
     * @param standingBy told the reason now and then while another process is the owner
     * @return whether it is the owner
     * @throws KafkaException if the group cannot be joined
     */
    synchronized boolean await(BooleanSupplier wanted, Consumer<String> standingBy) throws InterruptedException {
        long mine = ++asked;
        while (confirmed < mine && wanted.getAsBoolean()) {
            if (failure != null) {
                throw failure;
            }
            if (!held && !owner.isEmpty()) {
                standingBy.accept(owner + "; this process takes over when that one is gone");
            }
            wait(LOOK.toMillis());
        }
        return confirmed >= mine;
    }

    /** Whether it is the owner, as far as it has heard. */
    synchronized boolean isHeld() {
        return held;
    }

    /** Whether the group could not be joined, or has refused this process for good; to join anew tries again. */
    synchronized boolean isBroken() {
        return failure != null;
    }

    /** Another process may take over at once. */
    void leave() {
        Thread ending;
        synchronized (this) {
            ending = member;
            member = null;
            held = false;
        }
        if (ending != null) {
            try {
                ending.join(2 * ANSWER.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void takePart() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(configuration(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(token.topic()), new Rebalances(consumer));
            while (isMember()) {
                consumer.poll(LOOK);
                settle(consumer);
            }
            giveUp(consumer);
        } catch (KafkaException e) {
            failed(e);
        }
    }

    private Map<String, Object> configuration() {
        return kafka.with(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, group,
                ConsumerConfig.CLIENT_ID_CONFIG, group + "-" + ProcessHandle.current().pid(),
                // a member that comes takes nothing away from the one that owns
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMillis,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.max(1, sessionMillis / HEARTBEATS),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
    }

    private synchronized boolean isMember() {
        return Thread.currentThread() == member;
    }

    private void settle(KafkaConsumer<byte[], byte[]> consumer) {
        long wanted;
        synchronized (this) {
            wanted = held && confirmed < asked ? asked : 0;
        }
        try {
            if (wanted > 0) {
                commit(consumer, self + " captures since " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
                confirm(wanted);
            } else if (!isHeld()) {
                look(consumer);
            }
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
            LOG.debug("who captures is not settled yet; the next poll tells more", e);
        }
    }

    private void commit(KafkaConsumer<byte[], byte[]> consumer, String who) {
        consumer.commitSync(Map.of(token, new OffsetAndMetadata(0, who)), ANSWER);
    }

    private synchronized void confirm(long wanted) {
        confirmed = wanted;
        owner = "";
        notifyAll();
    }

    private void look(KafkaConsumer<byte[], byte[]> consumer) {
        OffsetAndMetadata place = consumer.committed(Set.of(token), ANSWER).get(token);
        synchronized (this) {
            owner = place == null ? "" : place.metadata();
        }
    }

    /** A process that comes now is not told of this one. */
    private void giveUp(KafkaConsumer<byte[], byte[]> consumer) {
        if (consumer.assignment().contains(token)) {
            try {
                commit(consumer, "");
            } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
                LOG.debug("it is not the owner's any more to say", e);
            }
        }
        consumer.close(CloseOptions.timeout(ANSWER));
    }

    private void failed(KafkaException reason) {
        LOG.warn("Who captures cannot be agreed on in Kafka's group {}: {}", group, reason.getMessage());
        become(false);
        synchronized (this) {
            if (isMember()) {
                failure = reason;
                member = null;
                notifyAll();
            }
        }
    }

    /** A thread that has left and is slow to end says nothing any more: its successor may own by now. */
    private void become(boolean owning) {
        Runnable told;
        synchronized (this) {
            if (!isMember()) {
                return;
            }
            told = held && !owning ? lost : null;
            held = owning;
        }
        if (owning) {
            LOG.info("This process owns the capture");
        } else if (told != null) {
            LOG.warn("This process does not own the capture any more: the others have not heard of it for {} ms", sessionMillis);
            told.run();
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> consumer;

        Rebalances(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            consumer.pause(added);
            if (added.contains(token)) {
                become(true);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> taken) {
            if (taken.contains(token)) {
                become(false);
            }
        }
    }
}
