package sluice.control;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text in aligned columns.
 *
 * @param rows    each with as many cells as the first
 * @param numbers the columns that are aligned to the right
 */
public record Columns(List<List<String>> rows, Set<Integer> numbers) {

    @Override
    public String toString() {
        return rows.stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size()).mapToObj(column -> cell(row, column)).collect(Collectors.joining("  ")).stripTrailing();
    }

    private String cell(List<String> row, int column) {
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        String padding = " ".repeat(width - row.get(column).length());
        return numbers.contains(column) ? padding + row.get(column) : row.get(column) + padding;
    }
}
