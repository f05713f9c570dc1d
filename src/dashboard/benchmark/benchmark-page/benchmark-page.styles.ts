import { css } from 'lit';

/** The page's own layout. */
export const benchmarkPageStyles = css`
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-3) var(--space-6);
    align-items: end;
  }

  h1 {
    grid-column: 1 / -1;
    font-size: var(--size-6);
    font-weight: 600;
    letter-spacing: -0.028em;
    line-height: 1.12;
    max-width: 24ch;
    text-wrap: balance;
  }

  /* Takes the focus when a benchmark ends, but nothing can be done with it: no ring. */
  h1:focus-visible {
    outline: none;
  }

  h1.answer {
    max-width: none;
    font-size: var(--size-7);
    letter-spacing: -0.035em;
    line-height: 1.05;
  }

  h1 .figure {
    color: var(--spend-ink);
    font-family: inherit;
    white-space: nowrap;
  }

  .lead {
    font-size: var(--size-4);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .notices {
    display: grid;
    gap: var(--space-4);
  }

  .notices:has(notice-callout) {
    margin-top: var(--space-5);
  }

  section {
    margin-top: var(--space-7);
  }

  .setup {
    margin-top: var(--space-6);
  }

  section > h2 {
    margin-bottom: var(--space-4);
  }

  /* Nothing is seen above it while it is there. */
  section.run {
    margin-top: 0;
    display: grid;
    gap: var(--space-5);
  }

  .facts {
    margin-top: var(--space-5);
  }

  @media (max-width: 1100px) {
    header {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (max-width: 700px) {
    h2 .unit {
      display: block;
      margin: 0;
    }

    section {
      margin-top: var(--space-6);
    }
  }
`;
