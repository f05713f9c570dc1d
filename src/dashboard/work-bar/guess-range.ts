/** A guess of watts stands for so much less and more. */
export const GUESS_RANGE = { low: 0.8, high: 1.25 } as const;
