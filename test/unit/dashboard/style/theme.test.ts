import { describe, expect, it } from 'vitest';
import { mediaOf, storedTheme, storeTheme, type ThemeStore } from '../../../../src/dashboard/style/theme.ts';

function memory(): ThemeStore {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

const refused = (): ThemeStore => {
  throw new Error('storage is shut off');
};

describe('the theme', () => {
  it('is the system’s until one is chosen, and remembered then', () => {
    const store = memory();
    expect(storedTheme(() => store)).toBe('system');
    storeTheme('dark', () => store);
    expect(storedTheme(() => store)).toBe('dark');
    storeTheme('system', () => store);
    expect(storedTheme(() => store)).toBe('system');
  });

  it('ignores a stored word it does not know', () => {
    expect(storedTheme(() => ({ ...memory(), getItem: () => 'sepia' }))).toBe('system');
  });

  it('works without storage', () => {
    expect(storedTheme(refused)).toBe('system');
    expect(() => storeTheme('light', refused)).not.toThrow();
  });
});

describe('the browser’s own surfaces', () => {
  it('follow the system unless a theme is chosen', () => {
    expect(mediaOf('dark', 'system')).toBe('(prefers-color-scheme: dark)');
    expect([mediaOf('dark', 'dark'), mediaOf('light', 'dark')]).toEqual(['all', 'not all']);
  });
});
