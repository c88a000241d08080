package sluice.model;

import java.util.Arrays;

/** A fixed number of small numbers, as a value. */
final class Ints {

    private final byte[] values;

    private Ints(byte[] values) {
        this.values = values;
    }

    static Ints zeros(int size) {
        return new Ints(new byte[size]);
    }

    int get(int index) {
        return values[index];
    }

    Ints with(int index, int value) {
        if (values[index] == value) {
            return this;
        }
        byte[] changed = values.clone();
        changed[index] = (byte) value;
        return new Ints(changed);
    }

    int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Ints ints && Arrays.equals(values, ints.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
