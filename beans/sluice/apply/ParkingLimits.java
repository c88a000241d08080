package sluice.apply;

/**
 * How many rows of a lane may be parked. A few bad rows are for an operator to look at; if there are many, the table
 * does not fit, and every row that is parked makes the way back longer. They can be changed while Sluice runs.
 */
public final class ParkingLimits {

    private volatile int rows;
    private volatile int perMinute;

    /**
     * @param rows      unresolved rows of a lane
     * @param perMinute rows of a lane that are parked within a minute
     */
    public ParkingLimits(int rows, int perMinute) {
        this.rows = rows;
        this.perMinute = perMinute;
    }

    /** What one more transaction of a lane may park. */
    record Left(int rows, String limit) {

        ParkingLimitException exceeded(String lane, String errorClass) {
            return new ParkingLimitException("more rows of lane " + lane + " are refused than may be parked (" + limit + "), the last one with "
                    + errorClass + "; nothing of this batch is written. './sluice parked list' shows what is parked: make the target take"
                    + " these rows, resolve parked ones, or raise the limit, and start the lane again");
        }
    }

    /** @param loads of all topics of the lane */
    Left left(Iterable<ParkedRows.Load> loads) {
        long unresolved = 0;
        long lastMinute = 0;
        for (ParkedRows.Load load : loads) {
            unresolved += load.unresolved();
            lastMinute += load.lastMinute();
        }
        long byCount = Math.max(0, rows - unresolved);
        long byRate = Math.max(0, perMinute - lastMinute);
        return byCount <= byRate ? new Left((int) byCount, "parking.max.rows=" + rows + ", " + unresolved + " are parked")
                : new Left((int) byRate, "parking.max.per.minute=" + perMinute + ", " + lastMinute + " within the last one");
    }

    public int getRows() {
        return rows;
    }

    public void setRows(int rows) {
        this.rows = rows;
    }

    public int getPerMinute() {
        return perMinute;
    }

    public void setPerMinute(int perMinute) {
        this.perMinute = perMinute;
    }
}
