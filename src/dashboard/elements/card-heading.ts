// The top of cards and chart frames: what it is, its unit in grey, tools at the far end.

import { css, html, nothing, type TemplateResult } from 'lit';

/** Styles of `cardHeading`, and of the card around it. */
export const cardStyles = css`
  .card {
    display: flex;
    flex-direction: column;
    height: 100%;
    padding: var(--space-4) 18px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--panel);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
    margin-bottom: var(--space-3);
  }

  .head .title {
    font-size: var(--size-3);
    font-weight: 600;
    letter-spacing: -0.005em;
    line-height: 1.4;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
    margin-left: auto;
  }

  .tools ::slotted(*) {
    --choice-height: 24px;
  }

  .body {
    min-width: 0;
  }

  .card > .say {
    margin-top: var(--space-3);
  }

  @media (max-width: 560px) {
    .card {
      padding: 14px;
    }
  }
`;

/** A heading's level in the page. */
export type HeadingLevel = 2 | 3;

/** What stands in a card's head. */
export interface CardHeading {
  readonly heading: string;
  readonly unit: string;
  readonly level: HeadingLevel;
  readonly tools: TemplateResult;
}

/** The head of a card; its heading has the id `heading`. */
export function cardHeading({ heading, unit, level, tools }: CardHeading): TemplateResult {
  return html`<div class="head" part="head">
    ${
      level === 2
        ? html`<h2 class="title" id="heading">${heading}</h2>`
        : html`<h3 class="title" id="heading">${heading}</h3>`
    }
    ${unit === '' ? nothing : html`<span class="unit">${unit}</span>`}
    <div class="tools">${tools}</div>
  </div>`;
}
