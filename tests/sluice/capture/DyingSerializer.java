package sluice.capture;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer's serializer, with a death in it: a source offset is not sent, after all that it stands for was. */
public final class DyingSerializer extends ByteArraySerializer {

    private static volatile Runnable death;
    private static volatile String mark;
    private boolean marked;

    /**
     * @param text what a record of the transaction contains
     * @param last what happens to the world at that moment
     */
    static void dieAtTheOffsetBehind(String text, Runnable last) {
        mark = text;
        death = last;
    }

    static boolean alive() {
        return death == null;
    }

    @Override
    public byte[] serialize(String topic, byte[] data) {
        Runnable last = death;
        if (last == null) {
            return super.serialize(topic, data);
        }
        if (!topic.endsWith(".__offsets")) {
            marked |= new String(data, StandardCharsets.UTF_8).contains(mark);
        } else if (marked) {
            last.run();
            death = null;
            throw new SerializationException("the test lets capture die here");
        }
        return super.serialize(topic, data);
    }
}
