// Light, dark or as the system says: one choice, kept in this browser where it lets us.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What the theme needs of `localStorage`. */
export interface ThemeStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const KEY = 'proofworks.theme';

/** The stored choice; `system` where there is none, an unknown one, or storage is shut off. */
export function storedTheme(store: () => ThemeStore): Theme {
  try {
    const found = store().getItem(KEY);
    return THEMES.find((theme) => theme === found) ?? 'system';
  } catch {
    return 'system'; // Storage is refused in some private windows; the choice then lasts as long as the page.
  }
}

/** Keeps the choice; without storage it lasts as long as the page. */
export function storeTheme(theme: Theme, store: () => ThemeStore): void {
  try {
    if (theme === 'system') store().removeItem(KEY);
    else store().setItem(KEY, theme);
  } catch {
    // As above: nothing is lost but the memory of the choice.
  }
}

/** Marks `root` so that the style sheet takes the theme; raises `theme-change` on it. */
export function applyTheme(theme: Theme, root: HTMLElement): void {
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  for (const meta of root.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"][data-scheme]')) {
    meta.media = mediaOf(meta.dataset['scheme'] ?? '', theme);
  }
  root.dispatchEvent(new Event('theme-change'));
}

/**
 * When the browser paints its own surfaces in the colour of a scheme.
 *
 * @param scheme - `light` or `dark`.
 */
export function mediaOf(scheme: string, theme: Theme): string {
  if (theme === 'system') return `(prefers-color-scheme: ${scheme})`;
  return scheme === theme ? 'all' : 'not all';
}

/** Updates its host whenever colours change, by the switch or by the system: canvases need redrawing. */
export class ThemeController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #changed: () => void;
  readonly #system = matchMedia('(prefers-color-scheme: dark)');

  constructor(host: ReactiveControllerHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    document.documentElement.addEventListener('theme-change', this.#update);
    this.#system.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    document.documentElement.removeEventListener('theme-change', this.#update);
    this.#system.removeEventListener('change', this.#update);
  }

  readonly #update = (): void => {
    this.#changed();
    this.#host.requestUpdate();
  };
}
