// How a range input looks: a thin track that is filled up to its thumb.

import { css } from 'lit';

/** `--filled` and `--thumb` are its colours, `--done` the part that is filled. */
export const rangeStyles = css`
  input {
    appearance: none;
    display: block;
    width: 100%;
    height: 24px;
    margin: 0;
    background: none;
    cursor: pointer;
    --track: linear-gradient(
      to right,
      var(--filled) calc(8px + (100% - 16px) * var(--done)),
      color-mix(in srgb, var(--line-strong) 55%, var(--panel)) 0
    );
  }

  input:focus-visible {
    outline: none;
  }

  input::-webkit-slider-runnable-track {
    height: 4px;
    border-radius: 2px;
    background: var(--track);
  }

  input::-moz-range-track {
    height: 4px;
    border-radius: 2px;
    background: var(--track);
  }

  input::-webkit-slider-thumb {
    appearance: none;
    width: 16px;
    height: 16px;
    margin-top: -6px;
    border: 2px solid var(--panel);
    border-radius: 50%;
    background: var(--thumb);
  }

  input::-moz-range-thumb {
    width: 12px;
    height: 12px;
    border: 2px solid var(--panel);
    border-radius: 50%;
    background: var(--thumb);
  }

  input:focus-visible::-webkit-slider-thumb {
    outline: 2px solid var(--keep);
  }

  input:focus-visible::-moz-range-thumb {
    outline: 2px solid var(--keep);
  }
`;
