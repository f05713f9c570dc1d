import { css } from 'lit';

/** A panel's card fills the place that the page's grid gives the panel. */
export const panelStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
`;
