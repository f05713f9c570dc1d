import { css } from 'lit';

/** Bytes, fields and digits. Each field of the header has a look of its own, in the dump and in the list. */
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

  .dump {
    padding: 10px 12px;
    border-radius: var(--radius-small);
    background: var(--sunk);
    font: 400 12px/1.75 var(--mono);
    overflow-wrap: anywhere;
  }

  .field {
    border-radius: 3px;
    padding: 1px 0;
  }

  .dump .field.pointed,
  dt.pointed,
  dd.pointed {
    background: color-mix(in srgb, var(--ink) 11%, transparent);
  }

  .version {
    color: var(--ink-3);
  }

  .previous {
    color: var(--keep-ink);
  }

  .merkle {
    color: var(--ink-2);
  }

  .time {
    color: var(--ink);
  }

  .bits {
    color: var(--keep-ink);
    text-decoration: underline dotted;
    text-underline-offset: 3px;
  }

  .nonce {
    color: var(--spend-ink);
    font-weight: 600;
  }

  .order {
    margin: var(--space-2) 0 var(--space-3);
    font-size: var(--size-2);
    color: var(--ink-3);
  }

  dl {
    display: grid;
    grid-template-columns: 118px minmax(0, 1fr);
    gap: 0 var(--space-3);
  }

  dt {
    color: var(--ink-2);
    font-size: var(--size-2);
    padding: 5px 4px;
    border-radius: 3px 0 0 3px;
  }

  dd {
    padding: 5px 4px;
    min-width: 0;
    border-radius: 0 3px 3px 0;
  }

  dd code {
    font: 400 12.5px/1.5 var(--mono);
    overflow-wrap: anywhere;
  }

  dd small {
    display: block;
    font-size: var(--size-1);
    color: var(--ink-3);
    line-height: 1.4;
  }

  .compare {
    margin-top: var(--space-4);
    padding-top: var(--space-4);
    border-top: 1px solid var(--line);
  }

  h3 {
    margin-bottom: var(--space-2);
  }

  .digits {
    display: grid;
    grid-template-columns: 48px minmax(0, 1fr);
    gap: 0 var(--space-2);
  }

  .digits .labels {
    display: grid;
    grid-template-rows: 22px 22px;
    font-size: var(--size-2);
    color: var(--ink-2);
    line-height: 22px;
  }

  .chunks {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) 0;
  }

  .chunk {
    display: grid;
    grid-template-rows: 22px 22px;
    font: 450 13.5px/22px var(--mono);
  }

  .chunk > div {
    display: flex;
  }

  .chunk i {
    font-style: normal;
    width: 1ch;
    text-align: center;
  }

  .zero {
    color: var(--keep-ink);
  }

  .same {
    color: var(--ink);
  }

  .rest {
    color: var(--ink-3);
  }

  .decides.hash {
    color: var(--on-spend);
    background: var(--spend);
    font-weight: 650;
    border-radius: 2px;
  }

  .decides.target {
    color: var(--ground);
    background: var(--keep);
    font-weight: 650;
    border-radius: 2px;
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

  @media (max-width: 560px) {
    dl {
      grid-template-columns: minmax(0, 1fr);
    }

    dt {
      padding-bottom: 0;
    }

    dd {
      padding-top: 0;
    }

    .chunk {
      font-size: 12px;
    }
  }
`;
