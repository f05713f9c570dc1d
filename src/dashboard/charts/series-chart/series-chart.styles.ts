import { css } from 'lit';

/** The chart's box and the values read out in it. */
export const seriesChartStyles = css`
  .box {
    position: relative;
    touch-action: pan-y;
    /* Until a new width has settled the drawing has the old one. */
    overflow-x: clip;
  }

  .box:focus-visible {
    outline-offset: 4px;
  }

  canvas {
    display: block;
    pointer-events: none;
  }

  .read-out {
    position: absolute;
    z-index: 1;
    top: 0;
    left: calc(var(--at) + 12px);
    display: grid;
    grid-template-columns: auto auto;
    gap: 1px var(--space-3);
    max-width: calc(100% - var(--at) - 12px);
    padding: var(--space-2) 10px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--panel);
    font-size: var(--size-1);
    line-height: 1.5;
    pointer-events: none;
  }

  .read-out.left {
    left: auto;
    right: calc(var(--at) + 12px);
  }

  .read-out b {
    grid-column: 1 / -1;
    font: 500 var(--size-1) / 1.5 var(--mono);
  }

  .read-out span {
    overflow: hidden;
    color: var(--ink-2);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .read-out i {
    display: inline-block;
    width: 8px;
    height: 8px;
    margin-right: 6px;
    border-radius: 2px;
  }

  .read-out p {
    grid-column: 1 / -1;
    max-width: 34ch;
    color: var(--ink-2);
    text-wrap: pretty;
  }

  .read-out output {
    font-family: var(--mono);
    text-align: right;
    white-space: nowrap;
  }

  .problem {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-3);
    color: var(--bad);
    text-align: center;
  }
`;
