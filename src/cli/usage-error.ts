/** A mistake on the command line: one line that says what was wrong and what would be right; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
