package sluice.assess;

import java.sql.SQLException;

/**
 * Looks at one thing and says what it found.
 *
 * <p>A check changes nothing anywhere, but for {@link CascadeProbe}, which writes to a database that was made for it.
 */
@FunctionalInterface
public interface Check {

    /** @throws SQLException when a server does not answer as it should; the assessment names it and goes on */
    void look(Findings findings) throws SQLException;
}
