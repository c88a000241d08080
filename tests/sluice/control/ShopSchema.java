package sluice.control;

/** A schema in which there is something of all that can be carried over, and of what cannot. */
final class ShopSchema {

    static final String[] STATEMENTS = {
        "DROP DATABASE IF EXISTS ddl_shop", "CREATE DATABASE ddl_shop COLLATE utf8mb4_bin",
        """
        CREATE TABLE ddl_shop.customers (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
          email varchar(190) NOT NULL COMMENT 'it''s & unique', country char(2) NOT NULL DEFAULT 'KR', score decimal(5,2) DEFAULT -1.5,
          kind enum('new','it''s','old') NOT NULL DEFAULT 'new', flags set('a','b.c','d'), born date DEFAULT '1970-01-01',
          token char(36) DEFAULT (uuid()), raw_id binary(16) DEFAULT (uuid_to_bin(uuid())), bits bit(4) DEFAULT b'1010',
          created datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), changed timestamp(6) NULL DEFAULT NULL
            ON UPDATE CURRENT_TIMESTAMP(6), lasts time DEFAULT '100:00:00', note text, nothing varchar(5) NOT NULL DEFAULT '',
          odd double DEFAULT (pi()), doubled decimal(7,2) GENERATED ALWAYS AS (score * 2) STORED,
          UNIQUE KEY email (email), KEY country (country, score DESC), KEY by_id (id), KEY fx ((score * 2)), FULLTEXT KEY words (note),
          KEY start (born, email(10)), UNIQUE KEY partly (country, flags), UNIQUE KEY head (note(10)),
          CONSTRAINT positive CHECK (score > -2), CONSTRAINT pattern CHECK (regexp_like(email, '@'))) COMMENT='who buys'""",
        """
        CREATE TABLE ddl_shop.orders (customer_id bigint unsigned NOT NULL, no int NOT NULL, previous int, code varchar(20),
          PRIMARY KEY (customer_id, no), KEY previous (customer_id, previous), UNIQUE KEY code (code),
          CONSTRAINT of_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE ON UPDATE CASCADE,
          CONSTRAINT after_order FOREIGN KEY (customer_id, previous) REFERENCES orders (customer_id, no))""",
        "CREATE TABLE ddl_shop.moments (id int PRIMARY KEY, at timestamp(3) NULL, UNIQUE KEY at (at))",
        "CREATE TABLE ddl_shop.documents (id int PRIMARY KEY, doc json)",
        "CREATE TABLE ddl_shop.follows (id int PRIMARY KEY, at timestamp(3) NULL, CONSTRAINT of_moment FOREIGN KEY (at) REFERENCES moments (at))",
        "CREATE TABLE ddl_shop.parts (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id, y)) PARTITION BY RANGE (y)"
                + " (PARTITION p0 VALUES LESS THAN MAXVALUE)",
        "CREATE VIEW ddl_shop.v AS SELECT id FROM ddl_shop.customers"};

    private ShopSchema() {
    }
}
