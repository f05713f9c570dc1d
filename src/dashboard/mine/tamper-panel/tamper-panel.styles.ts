import { css } from 'lit';

/** The row of blocks and their links. */
export const tamperPanelStyles = css`
  .form {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3) var(--space-4);
    align-items: start;
  }

  number-field {
    width: 118px;
  }

  .message {
    flex: 1 1 260px;
    max-width: 460px;
  }

  .actions {
    display: flex;
    gap: var(--space-2);
    align-self: end;
  }

  .scroll {
    overflow-x: auto;
    margin-top: var(--space-4);
    padding-bottom: var(--space-2);
  }

  ol {
    display: flex;
    margin: 0;
    padding: 0;
    list-style: none;
    width: max-content;
  }

  li {
    display: flex;
    align-items: center;
  }

  .link {
    width: 26px;
    border-top: 2px solid var(--keep);
  }

  .link.broken {
    border-top: 2px dashed var(--bad);
    position: relative;
    opacity: 0.9;
  }

  .block {
    width: 128px;
    padding: 8px 10px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--field);
    line-height: 1.35;
  }

  .block b {
    display: block;
    font: 550 var(--size-2) / 1.4 var(--mono);
  }

  .block code {
    display: block;
    font: 400 12px/1.5 var(--mono);
    white-space: nowrap;
  }

  .block small {
    font-size: var(--size-1);
    color: var(--ink-3);
  }

  .block.broken {
    border-style: dashed;
    border-color: var(--bad);
    background: none;
  }

  .block.changed {
    border-style: solid;
    border-width: 2px;
    border-color: var(--spend);
  }

  .zero {
    color: var(--keep-ink);
  }

  .was {
    color: var(--ink-3);
    text-decoration: line-through;
  }

  .was .zero {
    color: inherit;
  }

  .digits {
    margin-top: var(--space-4);
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px var(--space-3);
    font-size: var(--size-2);
    color: var(--ink-2);
  }

  .digits code {
    font: 400 12.5px/1.55 var(--mono);
    color: var(--ink);
    overflow-wrap: anywhere;
  }

  .say {
    margin-top: var(--space-3);
  }

  progress-bar {
    margin-top: var(--space-4);
    max-width: 620px;
  }
`;
