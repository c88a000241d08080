package sluice.apply;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.clients.consumer.Consumer;
import sluice.kafka.CamelClients;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;
import sluice.load.Throttles;
import sluice.sandbox.SharedServers;

/** Stand-ins for Sluice's beans, each without one safeguard: for {@link EachSafeguardWorksIT}. */
final class Unsafe {

    private Unsafe() {
    }

    private static <T> T bean(LaneFixture sluice, String name, Class<T> type) {
        return sluice.camel().getRegistry().lookupByNameAndType(name, type);
    }

    /** Lanes whose consumers begin at the first record and do not go where their gates put them. */
    static final class Deaf extends CamelClients {

        private final LaneFixture sluice;

        Deaf(LaneFixture sluice) {
            super(KafkaAccess.plain(SharedServers.kafka().brokers()));
            this.sluice = sluice;
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public Consumer getConsumer(Properties settings) {
            Consumer<byte[], byte[]> kafka = BoundedConsumer.of(kafka().over(settings), Long.MAX_VALUE);
            Consumer<byte[], byte[]> deaf = (Consumer<byte[], byte[]>) Proxy.newProxyInstance(Unsafe.class.getClassLoader(),
                    new Class<?>[] {Consumer.class}, (self, method, arguments) -> {
                        if (method.getName().equals("seek") && (Long) arguments[1] > 0) {
                            return null;
                        }
                        try {
                            return method.invoke(kafka, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            Placement placement = new Placement(deaf, bean(sluice, "watermarks", Watermarks.class),
                    bean(sluice, "parkedRows", ParkedRows.class), bean(sluice, "topics", Topics.class)::identity,
                    bean(sluice, "strands", Strands.class), 1);
            return Gate.before(deaf, new Lane("all", 1_000, () -> { }, new TopicClaims(), bean(sluice, "throttles", Throttles.class).of("all")), placement,
                    bean(sluice, "barriers", Barriers.class), 50, bean(sluice, "replays", Replays.class));
        }
    }

    /** Asks the target whether a batch is applied as {@link Watermarks} does, and believes that it was this lane that applied it. */
    public static final class Credulous extends ServiceSupport implements IdempotentRepository {

        private final LaneFixture sluice;

        Credulous(LaneFixture sluice) {
            this.sluice = sluice;
        }

        @Override
        public boolean contains(Exchange exchange, String key) {
            Batch batch = exchange.getProperty(Lanes.BATCH, Batch.class);
            Watermarks watermarks = bean(sluice, "watermarks", Watermarks.class);
            boolean applied = batch.inDoubt() && batch.slices().stream().allMatch(slice -> slice.next() > slice.expected()
                    && watermarks.read(slice.partition()).orElseThrow().next() >= slice.next());
            batch.attempt();
            return applied;
        }

        @Override
        public boolean contains(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean add(String key) {
            return true;
        }

        @Override
        public boolean remove(String key) {
            return true;
        }

        @Override
        public boolean confirm(String key) {
            return true;
        }

        @Override
        public void clear() {
            throw new UnsupportedOperationException();
        }
    }

    /** Watermarks that a replay neither locks nor compares. */
    public static final class Lax {

        private final LaneFixture sluice;

        Lax(LaneFixture sluice) {
            this.sluice = sluice;
        }

        public void move(Batch batch) {
            if (!batch.replay()) {
                bean(sluice, "watermarks", Watermarks.class).move(batch);
            }
        }
    }
}
