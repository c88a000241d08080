package sluice.event;

/** The schema of an event is not visible in the schema topic yet. */
public final class UnknownSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnknownSchemaException(String id, String topic) {
        super("row schema " + id + " is not in topic " + topic
                + " yet; if this lasts, that topic was deleted or made anew: the change topics cannot be read without it");
    }
}
