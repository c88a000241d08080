package sluice.apply;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.TimeUnit;
import sluice.control.Settings;

/** The connections to the target. They are opened when first needed, and never more than the owner allows. */
public final class TargetPool extends HikariDataSource {

    private static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(5);

    public TargetPool(Settings settings) {
        super(config(settings));
    }

    private static HikariConfig config(Settings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("target");
        config.setJdbcUrl(settings.get("target.url"));
        config.setUsername(settings.get("target.user"));
        config.setPassword(settings.get("target.password"));
        config.setMaximumPoolSize(settings.integer("target.connections"));
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(-1); // a target that is away is waited for by the lanes, not by the pool
        if (settings.get("target.url").startsWith("jdbc:oracle:")) {
            // without it the driver parses each statement anew for each batch
            config.addDataSourceProperty("oracle.jdbc.implicitStatementCacheSize", "100");
            config.addDataSourceProperty("v$session.program", "sluice");
        }
        return config;
    }
}
