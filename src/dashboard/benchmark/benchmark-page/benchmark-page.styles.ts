import { css } from 'lit';

/** The page's own layout. */
export const benchmarkPageStyles = css`
  .answer h1 {
    font-size: var(--size-7);
    letter-spacing: -0.035em;
    line-height: 1.05;
  }

  .answer .figure {
    color: var(--spend-ink);
    font-family: inherit;
    white-space: nowrap;
  }

  /* The headline is long: buttons stand under the sentence. */
  .answer.page-head .actions {
    grid-area: auto / 1;
    margin-top: var(--space-3);
  }

  .parts {
    display: grid;
    gap: var(--gap);
  }

  .parts > * {
    min-width: 0;
  }

  .ends {
    display: grid;
    grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
    gap: var(--gap);
    align-items: start;
  }

  .next {
    display: grid;
    gap: var(--gap);
    min-width: 0;
  }

  @media (max-width: 1100px) {
    .ends {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  benchmark-run {
    margin-bottom: var(--space-4);
  }

  @media print {
    .page-head,
    .notices,
    .parts > :not(.ends),
    .next {
      display: none;
    }

    .parts,
    .ends {
      display: block;
    }
  }
`;
