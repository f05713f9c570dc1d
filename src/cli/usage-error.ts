/**
 * A mistake on the command line: one line that says what was wrong and what would be right, or for a file with several
 * mistakes a line for each; exit code 2.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
