import { css } from 'lit';

/** The panel's own layout. */
export const blockPanelStyles = css`
  .tools {
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }

  number-field {
    width: 96px;
  }

  .facts {
    color: var(--ink-2);
    margin-bottom: var(--space-3);
  }

  .facts b {
    font-weight: 550;
    color: var(--ink);
  }

  .facts .rival b {
    color: var(--ink-2);
  }

  .compare {
    margin-top: var(--space-4);
    padding-top: var(--space-4);
    border-top: 1px solid var(--line);
  }

  h3 {
    margin-bottom: var(--space-2);
  }

  .verdict {
    margin-top: var(--space-2);
    color: var(--ink-2);
    text-wrap: pretty;
  }

  details {
    margin-top: var(--space-3);
  }

  details code {
    display: block;
    font: 400 12px/1.6 var(--mono);
    color: var(--ink-2);
    overflow-wrap: anywhere;
  }

`;
