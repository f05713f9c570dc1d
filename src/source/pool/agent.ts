/** The program as pools know it: its name and version. */
export const POOL_AGENT = 'proofworks/0.1.0';
