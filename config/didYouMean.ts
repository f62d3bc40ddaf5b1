/** The candidate that `word` was probably meant to be: the same but for case, or at most two letters apart. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const given = word.toLowerCase();
  const near = candidates
    .map((candidate) => ({ candidate, distance: editDistance(given, candidate.toLowerCase()) }))
    // Two letters of a short word are most of it.
    .filter(({ candidate, distance }) => distance <= Math.min(2, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
}

/** Levenshtein's distance: the fewest letters to add, drop or change that turn one word into the other. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(from).entries()) {
    const current = [row + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const changed = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(changed, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
