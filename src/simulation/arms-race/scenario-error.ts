/** Problems that a message names; the rest is counted. */
const TOLD = 3;

/** A scenario that cannot be run. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  /** One sentence each: the path of a value, what was expected, what was there. At least one. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const more = problems.length - TOLD;
    super([...problems.slice(0, TOLD), ...(more > 0 ? [`and ${more} more`] : [])].join('; '));
    this.problems = problems;
  }
}
