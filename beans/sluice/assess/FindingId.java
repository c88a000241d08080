package sluice.assess;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The names of all findings.
 *
 * <p>A name is what scripts and the setting {@code assess.accept} refer to: it is never changed, and {@code docs/assess.md}
 * explains each one (a test holds the page and this list together).
 */
public enum FindingId {

    ACCEPTED_NOTHING(Area.SETTINGS),

    MYSQL_VERSION(Area.SOURCE_SERVER),
    LOG_BIN(Area.SOURCE_SERVER),
    BINLOG_FORMAT(Area.SOURCE_SERVER),
    BINLOG_ROW_IMAGE(Area.SOURCE_SERVER),
    BINLOG_ROW_VALUE_OPTIONS(Area.SOURCE_SERVER),
    BINLOG_COMPRESSION(Area.SOURCE_SERVER),
    BINLOG_ENCRYPTION(Area.SOURCE_SERVER),
    BINLOG_FILTER(Area.SOURCE_SERVER),
    BINLOG_RETENTION(Area.SOURCE_SERVER),
    GTID_MODE(Area.SOURCE_SERVER),
    RESYNC(Area.SOURCE_SERVER),
    GRANT(Area.SOURCE_SERVER),
    SERVER_ID(Area.SOURCE_SERVER),
    REPLICA(Area.SOURCE_SERVER),
    LOG_REPLICA_UPDATES(Area.SOURCE_SERVER),
    REPLICATION_FILTER(Area.SOURCE_SERVER),
    SESSION_BINLOG(Area.SOURCE_SERVER),
    TIME_ZONE(Area.SOURCE_SERVER),
    XA_TRANSACTIONS(Area.SOURCE_SERVER),
    LARGE_TRANSACTION(Area.SOURCE_SERVER),
    TABLE_NAME_CASE(Area.SOURCE_SERVER),
    NOT_LOOKED_AT(Area.SOURCE_SERVER),

    VOLUME(Area.SOURCE_SCHEMA),
    NO_PRIMARY_KEY(Area.SOURCE_SCHEMA),
    KEY_NULLABLE(Area.SOURCE_SCHEMA),
    KEY_NOT_UNIQUE(Area.SOURCE_SCHEMA),
    KEY_TYPE(Area.SOURCE_SCHEMA),
    KEY_COLLATION(Area.SOURCE_SCHEMA),
    CHARACTER_SET(Area.SOURCE_SCHEMA),
    STORAGE_ENGINE(Area.SOURCE_SCHEMA),
    GENERATED_COLUMN(Area.SOURCE_SCHEMA),
    TRIGGER(Area.SOURCE_SCHEMA),
    FOREIGN_KEY(Area.SOURCE_SCHEMA),
    FOREIGN_KEY_CASCADE(Area.SOURCE_SCHEMA),
    UNIQUE_KEY(Area.SOURCE_SCHEMA),
    VIEW(Area.SOURCE_SCHEMA),
    ROUTINE(Area.SOURCE_SCHEMA),
    EVENT(Area.SOURCE_SCHEMA),
    IDENTIFIER(Area.SOURCE_SCHEMA),
    IDENTIFIER_QUOTES(Area.SOURCE_SCHEMA),
    NAME_COLLISION(Area.SOURCE_SCHEMA),
    COLUMN_COUNT(Area.SOURCE_SCHEMA),
    COLUMN_TYPE(Area.SOURCE_SCHEMA),
    ENUM_LABEL(Area.SOURCE_SCHEMA),
    TEXT_LENGTH(Area.SOURCE_SCHEMA),
    LOB_SIZE(Area.SOURCE_SCHEMA),
    ZERO_DATE_AS_NULL(Area.SOURCE_SCHEMA),

    EMPTY_TEXT(Area.SOURCE_DATA),
    ZERO_DATE(Area.SOURCE_DATA),
    EARLY_DATE(Area.SOURCE_DATA),
    TIME_RANGE(Area.SOURCE_DATA),
    TEXT_TOO_LONG(Area.SOURCE_DATA),
    NUMBER_TOO_LONG(Area.SOURCE_DATA),
    UNDEFINED_CHARACTER(Area.SOURCE_DATA),
    NUL_CHARACTER(Area.SOURCE_DATA),
    TRAILING_BLANK(Area.SOURCE_DATA),
    ROW_SIZE(Area.SOURCE_DATA),
    SCAN_INCOMPLETE(Area.SOURCE_DATA),

    TARGET_STAND_IN(Area.TARGET),
    TARGET_VERSION(Area.TARGET),
    TARGET_PRIVILEGE(Area.TARGET),
    TARGET_SCHEMA(Area.TARGET),
    TARGET_QUOTA(Area.TARGET),
    TARGET_SPACE(Area.TARGET),
    UNDER_WAY(Area.TARGET),
    TARGET_TABLE(Area.TARGET),
    TARGET_ROWS(Area.TARGET),
    TARGET_TRIGGER(Area.TARGET),
    TARGET_CONSTRAINT(Area.TARGET),
    TARGET_SESSION(Area.TARGET),
    TARGET_CHARACTER_SET(Area.TARGET),
    MAX_STRING_SIZE(Area.TARGET),
    FORCE_LOGGING(Area.TARGET),
    REDO_SPACE(Area.TARGET),
    ARCHIVE_SPACE(Area.TARGET),
    TARGET_NOT_LOOKED_AT(Area.TARGET);

    /** What the start refuses whatever anybody accepts: there would be nothing to write to, or no way to tell rows apart. */
    private static final Set<FindingId> INEVITABLE = EnumSet.of(NO_PRIMARY_KEY, KEY_NULLABLE, IDENTIFIER, NAME_COLLISION, COLUMN_TYPE,
            TARGET_TABLE);

    private final Area area;

    FindingId(Area area) {
        this.area = area;
    }

    public Area area() {
        return area;
    }

    /** {@code binlog-row-image}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its errors can be taken for what they are; no setting helps against the others. */
    public boolean canBeAccepted() {
        return !INEVITABLE.contains(this);
    }

    /** The id of that text; empty where there is none. */
    public static Optional<FindingId> of(String text) {
        return Arrays.stream(values()).filter(id -> id.text().equals(text)).findFirst();
    }
}
