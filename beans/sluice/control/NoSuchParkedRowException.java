package sluice.control;

import java.util.List;
import java.util.stream.Collectors;

/** An id that is no unresolved row; nothing was done. */
final class NoSuchParkedRowException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoSuchParkedRowException(List<Long> ids) {
        super("not parked: " + ids.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + "; 'sluice parked list --resolved' shows what there is. Nothing was done");
    }
}
