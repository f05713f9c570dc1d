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

  benchmark-run {
    margin-bottom: var(--space-4);
  }

  @media print {
    .page-head,
    .notices,
    .parts > :not(report-card) {
      display: none;
    }

    .parts {
      display: block;
    }
  }
`;
