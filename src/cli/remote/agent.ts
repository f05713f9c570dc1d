/** How the program names itself to pools: its name and version, as in package.json. */
export const AGENT = 'proofworks/0.1.0';
