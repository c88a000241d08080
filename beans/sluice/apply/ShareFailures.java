package sluice.apply;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Of the shares of a batch that failed, one failure that stands for all: what passes by itself before what has to be looked into, since
 * rows that are refused are refused again in the next attempt, and a target that is away refuses everything.
 */
public final class ShareFailures implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange before, Exchange now) {
        if (before == null) {
            return now;
        }
        return rank(now.getException()) > rank(before.getException()) ? now : before;
    }

    private static int rank(Exception failure) {
        if (failure == null) {
            return 0;
        }
        return switch (Fault.of(failure)) {
            case FENCED -> 5;
            case TRANSIENT -> 4;
            case FATAL -> 3;
            case SCHEMA -> 2;
            case DATA -> 1;
        };
    }
}
