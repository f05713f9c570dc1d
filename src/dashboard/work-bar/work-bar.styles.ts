import { css } from 'lit';

/** The bar's layout: one row where there is room, else one for the controls and one for the figures. */
export const workBarStyles = css`
  .bar {
    display: flex;
    align-items: center;
    gap: var(--space-3) 28px;
    padding: 10px var(--gutter);
    max-width: 1376px;
  }

  .controls {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }

  button,
  button.primary {
    min-height: 38px;
    min-width: 76px;
    font-size: var(--size-3);
    padding: 0 14px;
  }

  .state {
    min-width: 108px;
    max-width: 210px;
    font-size: var(--size-1);
    color: var(--ink-3);
    line-height: 1.35;
  }

  /* What passes goes on in the line of what is announced. */
  .state div {
    display: inline;
  }

  .state b {
    display: block;
    font-size: var(--size-3);
    font-weight: 600;
    color: var(--ink);
    line-height: 1.3;
  }

  dl {
    display: flex;
    gap: var(--space-2) 28px;
    flex: 1;
    min-width: 0;
  }

  .fig {
    display: flex;
    flex-direction: column-reverse;
    min-width: 0;
  }

  .fig dt {
    font-size: var(--size-1);
    line-height: 1.35;
    color: var(--ink-3);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .fig dd {
    font: 560 1.125rem / 1.3 var(--mono);
    letter-spacing: -0.02em;
    white-space: nowrap;
  }

  .spend dd {
    color: var(--spend-ink);
  }

  .keep dd {
    color: var(--keep-ink);
  }

  .off dd {
    color: var(--ink-3);
  }

  select-field {
    width: 104px;
    flex: none;
  }

  .long {
    display: inline;
  }

  @media (max-width: 1240px) {
    .long {
      display: none;
    }

    .bar,
    dl {
      column-gap: 22px;
    }
  }

  @media (max-width: 1000px) {
    .bar {
      flex-wrap: wrap;
    }

    .state {
      flex: 1;
      max-width: none;
    }

    dl {
      order: 3;
      flex: 1 0 100%;
      justify-content: space-between;
    }
  }

  @media (max-width: 560px) {
    .bar {
      padding: var(--space-2) var(--gutter);
      gap: var(--space-2) var(--space-3);
    }

    dl {
      column-gap: var(--space-2);
    }

    .fig dd {
      font-size: var(--size-3);
    }

    .fig dt {
      font-size: 0.6875rem;
    }

    button,
    button.primary {
      min-width: 62px;
      padding: 0 10px;
    }

    .state {
      min-width: 0;
      font-size: 0.6875rem;
      line-height: 1.25;
    }

    select-field {
      width: 84px;
    }
  }
`;
