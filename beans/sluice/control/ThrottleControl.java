package sluice.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import sluice.load.Limits;

/** The operators' hand on the limits of the load, from outside of the process. */
public final class ThrottleControl implements ThrottleMXBean {

    /** Where JMX clients find it. */
    public static final String NAME = "sluice:type=Throttle";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> NUMBERS = Set.of(2, 3);

    private final Limits limits;

    public ThrottleControl(Limits limits) {
        this.limits = limits;
    }

    /** Makes it visible to JMX. */
    public void register() throws JMException {
        JmxRegistration.register(this, NAME);
    }

    public void unregister() throws JMException {
        JmxRegistration.unregister(NAME);
    }

    @Override
    public String getTable() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("lane", "limit", "value", "now", "from"));
        limits.holding().forEach(limit -> rows.add(List.of(limit.lane(), limit.limit(), Integer.toString(limit.value()),
                Integer.toString(limit.now()), limit.bySetting() ? "settings" : "throttle set")));
        String reason = limits.get().reason();
        return new Columns(rows, NUMBERS) + (reason.isEmpty() ? "" : "\n\n" + reason);
    }

    @Override
    public String getJson() {
        try {
            return JSON.writeValueAsString(limits.holding());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String set(String lane, String[] values) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String value : values) {
            int equals = value.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + value + "' sets nothing; give limit=value, such as rows-per-second=5000");
            }
            named.put(value.substring(0, equals), value.substring(equals + 1));
        }
        limits.set(lane, named);
        return getTable();
    }
}
