import { css } from 'lit';

/** The ruler's strip, its ticks, and the marks on both its sides. */
export const rateRulerStyles = css`
  svg {
    display: block;
    width: 100%;
    overflow: visible;
  }

  text {
    font-size: var(--size-1);
    fill: var(--ink-3);
  }

  .unit-label {
    font-family: var(--mono);
    font-size: var(--size-2);
    font-weight: 500;
    fill: var(--ink);
  }

  .upright .unit-label {
    fill: var(--ink-2);
  }

  .lying .on-hot {
    fill: var(--ground);
  }

  .name {
    fill: var(--ink-2);
    font-size: var(--size-2);
  }

  .own .name {
    fill: var(--ink);
  }

  .rate {
    font-family: var(--mono);
    font-size: var(--size-2);
    fill: var(--spend-ink);
    font-weight: 550;
  }

  .software .rate {
    fill: var(--ink-2);
  }

  .tick {
    stroke: var(--ink);
    stroke-width: 1;
    opacity: 0.75;
  }

  .tick.on-hot {
    stroke: var(--ground);
  }

  .ninth {
    opacity: 0.45;
  }

  .edge {
    stroke: var(--ground);
  }

  .leader {
    stroke: var(--line-strong);
    stroke-width: 1;
    fill: none;
  }

  .own .leader {
    stroke: var(--spend-ink);
    stroke-width: 1.5;
  }

  .own.software .leader {
    stroke: var(--ink-3);
    stroke-dasharray: 3 3;
  }

  .band-0 { fill: color-mix(in srgb, var(--ember-1) 60%, var(--line)); }
  .band-1 { fill: var(--ember-1); }
  .band-2 { fill: color-mix(in srgb, var(--ember-1) 45%, var(--ember-2)); }
  .band-3 { fill: var(--ember-2); }
  .band-4 { fill: var(--ember-3); }
  .band-5 { fill: var(--ember-4); }
  .band-6 { fill: var(--ember-5); }

  .dot { fill: var(--ground); stroke: var(--line-strong); stroke-width: 1.5; }

  .needle {
    transition: transform var(--settle) linear;
  }

  .needle path {
    fill: var(--spend-ink);
  }

  .bracket {
    fill: none;
    stroke: var(--line-strong);
    stroke-dasharray: 2 4;
  }

  @media (forced-colors: active) {
    .band-0, .band-1, .band-2, .band-3, .band-4, .band-5, .band-6 { fill: ButtonBorder; }
    text { fill: CanvasText; }
  }
`;
