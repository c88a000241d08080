package sluice.chaos;

import java.util.Random;
import sluice.control.Sluice;

/** What a service or an operator does in the middle of it all. */
enum Happening {
    TRUNCATE, KEY_CHANGES, BIG_TRANSACTION, ADDED_COLUMN, HOT_KEY, BAD_ROWS, REPLAY, RESYNC;

    void happen(Arena arena, Random random) {
        Notes notes = arena.notes();
        switch (this) {
            case TRUNCATE -> notes.truncate();
            case KEY_CHANGES -> notes.changeKeys();
            case BIG_TRANSACTION -> notes.bigTransaction();
            case ADDED_COLUMN -> notes.addColumn();
            case HOT_KEY -> notes.hotKey();
            case BAD_ROWS -> notes.badRows(random);
            case REPLAY -> {
                notes.refuse();
                notes.badRows(random);
                notes.acceptAll();
                notes.changeBadOnes(random);
                replay(arena);
                notes.changeBadOnes(random);
            }
            case RESYNC -> {
                notes.spoil();
                resync(arena);
                notes.hotKey();
            }
            default -> throw new IllegalStateException();
        }
    }

    /** All rows of the table; false if capture is away. */
    static boolean resync(Arena arena) {
        return Sluice.execute("resync", Notes.TABLE, "--yes", "--pid", Long.toString(arena.capturing().pid())) == 0;
    }

    /** What cannot be asked for now, since the target is away, is asked for again at the end. */
    static void replay(Arena arena) {
        Sluice.execute("parked", "replay", "--all", "--config", arena.settings().toString());
    }
}
