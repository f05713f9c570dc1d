// Values that CSS takes from a program. Lit's `styleMap` writes a `style` attribute on its first turn, which the page's
// Content-Security-Policy refuses; setting properties one by one is allowed.

import { type ElementPart, nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/** CSS properties or custom properties by name; null takes one away. */
export type CssValues = Readonly<Record<string, string | null>>;

class CssValuesDirective extends Directive {
  override render(_values: CssValues): typeof nothing {
    return nothing;
  }

  override update({ element }: ElementPart, [values]: [CssValues]): typeof nothing {
    const { style } = element as HTMLElement | SVGElement;
    for (const [name, value] of Object.entries(values)) {
      if (value === null) style.removeProperty(name);
      else style.setProperty(name, value);
    }
    return nothing;
  }
}

/** Sets properties on the element that it stands in: `<div ${cssValues({ '--done': '40%' })}>`. */
export const cssValues = directive(CssValuesDirective);
