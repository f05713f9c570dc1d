import { css } from 'lit';

/** The page's own layout; cards and grid come from the pages' common styles. */
export const minePageStyles = css`
  :host {
    position: relative;
  }

  :host(.over)::after {
    content: 'Drop a chain file to import it';
    position: absolute;
    inset: -8px;
    display: grid;
    place-items: center;
    border: 2px dashed var(--keep);
    border-radius: var(--radius);
    background: color-mix(in srgb, var(--ground) 85%, transparent);
    font-size: var(--size-4);
    z-index: 1;
  }

  .page-head .lead {
    max-width: 78ch;
  }

  .kept {
    color: var(--ink-3);
  }

  mine-setup {
    margin-bottom: var(--gap);
  }

  progress-bar {
    margin-bottom: var(--space-5);
    max-width: 620px;
  }
`;
