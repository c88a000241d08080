package sluice.apply;

import java.util.List;
import java.util.Set;

/**
 * What one transaction writes of a batch that is applied by several at once: all that the batch has of some strands.
 *
 * @param strands    their numbers
 * @param statements of their rows
 */
public record Share(Batch batch, Set<Integer> strands, List<RowBatch> statements) {
}
