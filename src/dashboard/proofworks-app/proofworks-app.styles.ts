import { css } from 'lit';

/** The shell's layout: navigation at the side, on narrow screens on top. */
export const proofworksAppStyles = css`
  :host {
    display: grid;
    grid-template-columns: 208px minmax(0, 1fr);
    min-height: 100vh;
  }

  .skip {
    position: absolute;
    left: var(--space-2);
    top: -100px;
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-small);
    background: var(--panel);
    z-index: 4;
  }

  .skip:focus {
    top: var(--space-2);
  }

  .side {
    position: sticky;
    top: 0;
    height: 100vh;
    border-right: 1px solid var(--line);
    padding: 18px 14px var(--space-4);
    display: flex;
    flex-direction: column;
    gap: var(--space-5);
    overflow-y: auto;
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 2px 10px;
    font-size: var(--size-4);
    font-weight: 650;
    letter-spacing: -0.015em;
    color: var(--ink);
    text-decoration: none;
  }

  .brand svg {
    width: 24px;
    height: 24px;
    flex: none;
  }

  .spent {
    fill: var(--ember-3);
  }

  .spent.last {
    fill: var(--ember-4);
  }

  .kept {
    stroke: var(--keep);
  }

  nav ul {
    list-style: none;
    display: grid;
    gap: 2px;
  }

  nav a {
    position: relative;
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: var(--space-2);
    padding: 8px 10px;
    border-radius: var(--radius-small);
    color: var(--ink-2);
    text-decoration: none;
    transition: background-color var(--quick);
  }

  nav a:hover {
    color: var(--ink);
    background: color-mix(in srgb, var(--ink) 4%, transparent);
  }

  nav a[aria-current] {
    color: var(--ink);
    background: color-mix(in srgb, var(--ink) 7%, transparent);
    font-weight: 500;
  }

  /* Where one is; work is what the pages are about. */
  nav a[aria-current]::before {
    content: '';
    position: absolute;
    left: 0;
    top: 8px;
    bottom: 8px;
    width: 2px;
    border-radius: 1px;
    background: var(--spend);
  }

  nav small {
    font: 400 var(--size-1) / 1 var(--mono);
    color: var(--spend-ink);
  }

  nav small.rests {
    color: var(--ink-3);
  }

  .theme {
    margin-top: auto;
    border: 0;
    padding: 0 10px;
    font-size: var(--size-2);
    color: var(--ink-3);
  }

  .theme div {
    display: flex;
    gap: 2px;
    margin-left: -8px;
  }

  .theme label {
    position: relative;
    border-radius: var(--radius-small);
    padding: 5px 8px;
    cursor: pointer;
  }

  .theme label:hover {
    color: var(--ink);
  }

  .theme input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    cursor: pointer;
  }

  .theme label:has(:checked) {
    color: var(--ink);
    background: color-mix(in srgb, var(--ink) 7%, transparent);
  }

  .theme label:has(:focus-visible) {
    outline: 2px solid var(--keep);
  }

  .desk {
    min-width: 0;
    display: flex;
    flex-direction: column;
  }

  .work {
    position: sticky;
    top: 0;
    z-index: 2;
    background: var(--ground);
    border-bottom: 1px solid var(--line);
  }

  main {
    flex: 1;
    min-width: 0;
    width: 100%;
    max-width: calc(1360px + 2 * var(--gutter));
    padding: var(--space-5) var(--gutter) var(--space-8);
  }

  main:focus-visible {
    outline: none;
  }

  .wait {
    color: var(--ink-3);
    /* A page that comes at once is not announced first. */
    animation: appear 0s 300ms both;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  @media (max-width: 860px) {
    :host {
      display: block;
    }

    .side {
      position: static;
      height: auto;
      flex-direction: row;
      align-items: center;
      flex-wrap: wrap;
      gap: 6px var(--space-4);
      padding: 10px var(--gutter) 0;
      border-right: 0;
      border-bottom: 1px solid var(--line);
      overflow: visible;
    }

    .brand {
      padding: 0;
    }

    nav {
      order: 3;
      flex: 1 0 100%;
      overflow-x: auto;
      margin: 0 -10px;
      scrollbar-width: none;
    }

    nav ul {
      display: flex;
      gap: 0;
    }

    nav a {
      white-space: nowrap;
      padding: 8px 10px 11px;
      border-radius: 0;
    }

    nav a:is(:hover, [aria-current]) {
      background: none;
    }

    nav a[aria-current]::before {
      left: 10px;
      right: 10px;
      top: auto;
      bottom: 0;
      width: auto;
      height: 2px;
    }

    nav a:focus-visible {
      outline-offset: -3px;
    }

    .theme {
      margin: 0 -8px 0 auto;
      padding: 0;
    }

    .theme div {
      margin: 0;
    }

    main {
      padding-top: var(--space-4);
    }
  }

  @media (min-width: 561px) and (max-width: 860px) {
    .side {
      padding-top: 0;
    }

    nav {
      order: 0;
      flex: 1 1 0;
      margin: 0;
    }

    nav a {
      padding: 15px 12px 16px;
    }
  }

  /* On paper a page is its content alone. */
  @media print {
    :host {
      display: block;
      min-height: 0;
    }

    .side,
    .work,
    toast-stack {
      display: none;
    }

    main {
      max-width: none;
      padding: 0;
    }
  }
`;
