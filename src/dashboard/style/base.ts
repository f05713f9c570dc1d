// Rules that several elements share: headings, buttons, links, tables, text for screen readers alone.

import { css } from 'lit';

/** The common ground of every element's shadow root. */
export const baseStyles = css`
  :host {
    display: block;
    min-width: 0;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  fieldset {
    margin: 0;
    padding: 0;
  }

  h2 {
    font-size: var(--size-4);
    font-weight: 600;
    letter-spacing: -0.011em;
    line-height: 1.35;
  }

  h3 {
    font-size: var(--size-3);
    font-weight: 600;
  }

  h2 .unit {
    margin-left: 4px;
  }

  .unit {
    color: var(--ink-3);
    font-weight: 400;
    font-size: var(--size-2);
    letter-spacing: 0;
  }

  .say {
    max-width: var(--measure);
    color: var(--ink-2);
    text-wrap: pretty;
  }

  .figure {
    font-family: var(--mono);
    font-variant-numeric: tabular-nums;
  }

  a {
    color: var(--keep-ink);
    text-underline-offset: 2px;
  }

  :focus-visible {
    outline: 2px solid var(--keep);
    outline-offset: 2px;
    border-radius: var(--radius-small);
  }

  button {
    font: 550 var(--size-3) / 1 var(--sans);
    color: var(--ink);
    background: none;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-control);
    min-height: 36px;
    padding: 0 14px;
    cursor: pointer;
    transition: background-color var(--quick), border-color var(--quick);
  }

  button:hover {
    border-color: var(--ink-2);
    background: color-mix(in srgb, var(--ink) 6%, transparent);
  }

  button:focus-visible {
    border-radius: var(--radius-control);
  }

  button.primary {
    color: var(--on-spend);
    background: var(--spend);
    border-color: transparent;
    padding: 0 var(--space-5);
    min-height: 44px;
    font-size: var(--size-4);
  }

  button.primary:hover {
    background: var(--spend-hover);
  }

  button.danger {
    color: var(--bad);
    border-color: var(--bad);
  }

  button.danger:hover {
    background: color-mix(in srgb, var(--bad) 10%, transparent);
  }

  button.quiet {
    min-height: 28px;
    padding: 0 var(--space-2);
    border: 0;
    border-radius: var(--radius-small);
    font-size: var(--size-2);
    font-weight: 450;
    color: var(--ink-2);
  }

  button.quiet:hover {
    color: var(--ink);
  }

  button.quiet[aria-pressed='true'] {
    color: var(--ink);
    background: color-mix(in srgb, var(--ink) 9%, transparent);
  }

  button:is([disabled], [aria-disabled]),
  button:is([disabled], [aria-disabled]):hover {
    color: var(--ink-3);
    border-color: var(--line);
    background: none;
    cursor: default;
  }

  button.primary:is([disabled], [aria-disabled]) {
    background: var(--line);
  }

  details > summary {
    cursor: pointer;
    color: var(--ink-2);
    font-size: var(--size-2);
    width: fit-content;
    padding: var(--space-1) 0;
  }

  details > summary:hover {
    color: var(--ink);
  }

  .only-read {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    button.primary {
      border-color: ButtonText;
    }
  }
`;
