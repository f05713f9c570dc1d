// What every control that takes a value shares: its label, the note under it, the box, and the message of a wrong value.

import { css } from 'lit';

/** Styles of labelled controls; `--control` is the colour of what is on. */
export const fieldStyles = css`
  fieldset {
    border: 0;
    min-width: 0;
  }

  legend {
    padding: 0;
  }

  .label {
    display: block;
    color: var(--ink-2);
    font-size: var(--size-2);
    line-height: 1.4;
  }

  .label + .box,
  .label + .options {
    margin-top: 6px;
  }

  .note,
  .wrong {
    margin-top: 6px;
    font-size: var(--size-2);
    line-height: 1.4;
    color: var(--ink-3);
    text-wrap: pretty;
  }

  .wrong {
    color: var(--bad);
  }

  .box {
    display: flex;
    align-items: center;
    min-height: 36px;
    width: 100%;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-control);
    background: var(--field);
    transition: border-color var(--quick);
  }

  .box:hover {
    border-color: var(--ink-2);
  }

  .box:focus-within {
    outline: 2px solid var(--keep);
    outline-offset: 1px;
  }

  .box:has([aria-invalid='true']) {
    border-color: var(--bad);
  }

  .box:has(:disabled) {
    border-color: var(--line);
    background: none;
  }

  .box > input,
  .box > select {
    flex: 1;
    min-width: 0;
    min-height: 34px;
    border: 0;
    padding: 0 10px;
    background: none;
    color: var(--ink);
    font: 400 var(--size-3) / 1.3 var(--sans);
    font-variant-numeric: tabular-nums;
    outline: none;
  }

  ::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }

  :disabled,
  .is-off {
    color: var(--ink-3);
    cursor: default;
  }
`;
