package sluice.bench;

import java.util.concurrent.atomic.AtomicLong;

/** What Kafka gives when nothing is done with it. */
final class ConsumeFloor {

    private ConsumeFloor() {
    }

    static Figure run(TopicSpan span, int consumers) throws Exception {
        AtomicLong rows = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        OwnWork work = new OwnWork();
        for (int share = 0; share < consumers; share++) {
            int mine = share;
            work.start(() -> span.read(mine, consumers, records -> records.forEach(record -> {
                rows.incrementAndGet();
                bytes.addAndGet((record.key() == null ? 0 : record.key().length) + (record.value() == null ? 0 : record.value().length));
            })));
        }
        double seconds = work.await();
        return Figure.of("plain consume, " + consumers + " consumers", rows.get(), seconds)
                .with("own_cpu_us_per_row", work.cpuSeconds() * 1e6 / rows.get()).with("bytes_per_row", bytes.get() / rows.get());
    }
}
