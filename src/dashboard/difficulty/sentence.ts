/** Sentence case: titles in the program begin small where tables put a name before them. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
