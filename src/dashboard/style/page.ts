// How pages are laid out: a head, and a grid of twelve columns.

import { css } from 'lit';

/**
 * Styles of a page. `.page-head` holds an `h1`, a `.lead` and `.actions`; `.grid` holds cards of the classes `s12` to
 * `s3`, named by the columns that they span. Below 1100 px a card takes the whole width, the narrowest ones half of it.
 */
export const pageStyles = css`
  .page-head {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-2) var(--space-6);
    align-items: end;
    margin-bottom: var(--space-5);
  }

  .page-head > * {
    grid-column: 1;
  }

  .page-head h1 {
    font-size: var(--size-page);
    font-weight: 600;
    letter-spacing: -0.02em;
    line-height: 1.2;
    text-wrap: balance;
  }

  /* Takes the focus when the page is turned to, but nothing can be done with it: no ring. */
  .page-head h1:focus-visible {
    outline: none;
  }

  .lead {
    max-width: var(--measure);
    color: var(--ink-2);
    font-size: var(--size-3);
    text-wrap: pretty;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .page-head .actions {
    grid-column: 2;
    grid-row: 1 / span 2;
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(12, minmax(0, 1fr));
    gap: var(--gap);
  }

  .grid > * {
    grid-column: span 12;
  }

  .grid > .s9 {
    grid-column: span 9;
  }

  .grid > .s8 {
    grid-column: span 8;
  }

  .grid > .s7 {
    grid-column: span 7;
  }

  .grid > .s6 {
    grid-column: span 6;
  }

  .grid > .s5 {
    grid-column: span 5;
  }

  .grid > .s4 {
    grid-column: span 4;
  }

  .grid > .s3 {
    grid-column: span 3;
  }

  .notices {
    display: grid;
    gap: var(--space-3);
  }

  .notices:has(notice-callout) {
    margin-bottom: var(--space-5);
  }

  @media (max-width: 1100px) {
    .grid > :is(.s9, .s8, .s7, .s6, .s5) {
      grid-column: span 12;
    }

    .grid > :is(.s4, .s3) {
      grid-column: span 6;
    }
  }

  @media (max-width: 700px) {
    .page-head {
      grid-template-columns: minmax(0, 1fr);
      margin-bottom: var(--space-4);
    }

    .page-head .actions {
      grid-area: auto / 1;
      margin-top: var(--space-2);
    }

    .grid > :is(.s4, .s3) {
      grid-column: span 12;
    }
  }
`;
