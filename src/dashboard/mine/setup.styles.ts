// What is chosen before a start, for one's own chain and for a pool: two columns, and the start below them.

import { css } from 'lit';

export const setupStyles = css`
  .columns {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--space-5) var(--space-7);
  }

  h3 {
    margin-bottom: var(--space-3);
  }

  .start {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3) var(--space-4);
    margin-top: var(--space-5);
    padding-top: var(--space-4);
    border-top: 1px solid var(--line);
  }

  .start p {
    flex: 1 1 260px;
  }

  .primary {
    min-width: 152px;
  }

  @media (max-width: 760px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }

    .primary {
      width: 100%;
    }
  }
`;
