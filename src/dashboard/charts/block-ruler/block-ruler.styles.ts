import { css } from 'lit';

/** The ruler's look: ice for what is kept, ember for what was spent, grey for others' blocks. */
export const blockRulerStyles = css`
  .box {
    border-radius: var(--radius-small);
  }

  svg {
    display: block;
    width: 100%;
    overflow: visible;
    touch-action: pan-y;
  }

  .box.choosable svg {
    cursor: pointer;
  }

  text {
    font: 400 11.5px var(--mono);
    fill: var(--ink-3);
  }

  .over {
    paint-order: stroke;
    stroke: var(--panel);
    stroke-width: 4px;
  }

  .word {
    font-family: var(--sans);
    font-size: 12px;
    fill: var(--ink-2);
  }

  .word.chosen {
    fill: var(--ink);
  }

  .level {
    stroke: var(--line);
    fill: none;
  }

  .ruler {
    stroke: var(--keep);
    stroke-width: 1.5;
    fill: none;
  }

  .work {
    stroke: var(--ember-1);
    stroke-width: 3;
    fill: none;
  }

  .work.now {
    stroke: var(--ember-3);
    stroke-dasharray: 2 3;
  }

  .bar.other {
    fill: var(--panel);
    stroke: var(--ink-3);
    stroke-width: 1.5;
  }

  .ember-2 {
    fill: var(--ember-2);
  }

  .ember-3 {
    fill: var(--ember-3);
  }

  .ember-4 {
    fill: var(--ember-4);
  }

  .ember-5 {
    fill: var(--ember-5);
  }

  .fork {
    fill: none;
    stroke: var(--line-strong);
  }

  .halo {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.5;
  }

  .mark {
    fill: var(--ink);
  }

  .new {
    animation: drop 200ms cubic-bezier(0.3, 0, 0.5, 1);
  }

  @keyframes drop {
    from {
      transform: translateY(-40px);
      opacity: 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .new {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .bar {
      fill: CanvasText;
    }

    text {
      fill: CanvasText;
    }

    .ruler,
    .halo {
      stroke: Highlight;
    }
  }
`;
