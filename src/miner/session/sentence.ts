/** A message of ours as a sentence: errors begin small and have no full stop. */
export function sentence(message: string): string {
  const begun = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/u.test(begun) ? begun : `${begun}.`;
}
