import { css } from 'lit';

/** The page's layout: one grid, in which the tour brings the panel it speaks of to the front. */
export const armsRacePageStyles = css`
  tile-row {
    --tile: 150px;
    margin-bottom: var(--gap);
  }

  .when {
    margin-bottom: var(--space-2);
    color: var(--ink-2);
    font-size: var(--size-2);
  }

  .when b {
    color: var(--ink);
    font-weight: 550;
  }

  .grid {
    align-items: start;
  }

  /* Panels are of any height: each column is filled from its top. */
  .column {
    display: grid;
    gap: var(--gap);
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
  }

  /* In the tour all panels stand in one grid, so that the one it speaks of can come first. */
  .touring .column {
    display: contents;
  }

  .touring .column > * {
    grid-column: span 6;
  }

  .touring :is(race-setup, race-knobs) {
    display: none;
  }

  .touring > *,
  .touring .column > * {
    order: 1;
  }

  .touring {
    grid-auto-flow: dense;
  }

  .touring > .s8 {
    grid-column: span 12;
  }

  .touring .column > .told,
  .touring > .told {
    order: 0;
    grid-column: span 12;
  }

  /* The step says what there is to see; the picture needs the room. */
  .page-head:has(~ race-tour) .lead {
    display: none;
  }

  race-tour,
  progress-bar {
    margin-bottom: var(--gap);
  }

  /* At hand wherever one looks. */
  race-transport {
    position: sticky;
    bottom: var(--space-3);
    z-index: 1;
    margin-top: var(--gap);
  }

  .assumptions {
    margin-top: var(--space-5);
  }

  .assumptions data-table {
    --table-ground: var(--ground);
    margin-top: var(--space-3);
  }

  .assumptions .say {
    margin-top: var(--space-3);
  }

  @media (max-width: 1100px) {
    .grid > race-setup.s4 {
      grid-column: span 12;
    }

    .touring .column > * {
      grid-column: span 12;
    }
  }

  @media (max-width: 560px) {
    stat-tile:last-child {
      grid-column: 1 / -1;
    }
  }

  :host(.over)::after {
    content: 'Drop the scenario to race it';
    position: fixed;
    inset: 0;
    z-index: 3;
    display: grid;
    place-content: center;
    border: 2px dashed var(--keep);
    background: color-mix(in srgb, var(--ground) 88%, transparent);
    font-size: var(--size-5);
  }
`;
