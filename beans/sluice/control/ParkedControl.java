package sluice.control;

import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.sql.DataSource;
import sluice.apply.ParkingLimits;

/** The operators' hand on the parked rows from outside of the process, and on the limits of parking. */
public final class ParkedControl implements ParkedMXBean {

    /** Where JMX clients find it. */
    public static final String NAME = "sluice:type=Parked";

    private final ParkedRegister register;
    private final ParkingLimits limits;

    public ParkedControl(DataSource target, ParkingLimits limits) {
        this.register = new ParkedRegister(target);
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
        return new ParkedList(register.groups(false)).toString();
    }

    @Override
    public String getJson() {
        return new ParkedList(register.groups(false)).json();
    }

    @Override
    public int getMaxRows() {
        return limits.getRows();
    }

    @Override
    public void setMaxRows(int rows) {
        limits.setRows(atLeastZero(rows));
    }

    @Override
    public int getMaxPerMinute() {
        return limits.getPerMinute();
    }

    @Override
    public void setMaxPerMinute(int rows) {
        limits.setPerMinute(atLeastZero(rows));
    }

    private static int atLeastZero(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("a limit is 0 or more, not " + rows);
        }
        return rows;
    }

    @Override
    public String replay(String ids, String table, String error) {
        List<ParkedRegister.Row> rows = register.select(selection(ids, table, error));
        return register.requestReplay(rows) + " of " + rows.size() + " rows are to be replayed"
                + ParkedRegister.withoutValues(rows).map(left -> "; " + left).orElse("");
    }

    @Override
    public String discard(String ids, String table, String error, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("say why: the reason is kept with the rows");
        }
        List<ParkedRegister.Row> rows = register.select(selection(ids, table, error));
        return register.discard(rows, reason) + " of " + rows.size() + " rows are discarded";
    }

    private static ParkedSelection selection(String ids, String table, String error) {
        List<Long> numbers = blank(ids) ? List.of() : Arrays.stream(ids.split("\\s*,\\s*")).map(Long::valueOf).toList();
        if (numbers.isEmpty() && blank(table) && blank(error)) {
            throw new IllegalArgumentException("name rows: ids, a table or an error");
        }
        return new ParkedSelection(numbers, blank(table) ? null : table, blank(error) ? null : error);
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
