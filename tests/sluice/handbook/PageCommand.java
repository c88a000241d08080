package sluice.handbook;

/**
 * A command of a page, and what the page says that it prints.
 *
 * @param line   as it is typed
 * @param output as {@link OutputShape} reads it; empty where nothing is printed
 */
record PageCommand(String line, String output) {
}
