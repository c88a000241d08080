package sluice.bench;

/**
 * What the load looks like. The default is the load that this kind of tool is compared by: one table of eight columns, of the
 * updates 80 % on 1 % of the keys.
 *
 * @param tables       each gets its share of the rows and changes
 * @param extraColumns VARCHAR(20) beyond the eight
 * @param noteBytes    length of the column {@code note}; beyond 255 it is a LONGTEXT
 * @param hotKeys      whether most updates hit few keys
 */
record Shape(int tables, int extraColumns, int noteBytes, boolean hotKeys) {
    private static final int SHORT_NOTE = 255;

    String table(int number) {
        return tables == 1 ? "orders" : "orders_" + number;
    }

    String create(int number) {
        StringBuilder columns = new StringBuilder();
        for (int i = 1; i <= extraColumns; i++) {
            columns.append(", extra_").append(i).append(" VARCHAR(20)");
        }
        return "CREATE TABLE benchdb." + table(number) + " (id BIGINT AUTO_INCREMENT PRIMARY KEY, customer_name VARCHAR(100),"
                + " amount DECIMAL(10,2), status VARCHAR(20), created_at TIMESTAMP NULL, updated_at DATETIME(6), note "
                + (noteBytes > SHORT_NOTE ? "LONGTEXT" : "VARCHAR(255)") + ", qty INT" + columns + ")";
    }

    String insert(int number) {
        StringBuilder names = new StringBuilder();
        for (int i = 1; i <= extraColumns; i++) {
            names.append(", extra_").append(i);
        }
        return "INSERT INTO benchdb." + table(number) + " (customer_name, amount, status, created_at, updated_at, note, qty" + names
                + ") VALUES (?, ?, ?, ?, ?, ?, ?" + ", ?".repeat(extraColumns) + ")";
    }
}
