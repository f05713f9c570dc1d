import { css, html, LitElement, nothing } from 'lit';
import type { RemoteSnapshot } from '../../../miner/index.ts';
import '../../elements/stat-tile.ts';
import '../../elements/tile-row.ts';
import '../../mine/energy-panel/energy-panel.ts';
import '../../mine/engine-panel/engine-panel.ts';
import { workingPower } from '../../mine/power.ts';
import '../../mine/rate-panel/rate-panel.ts';
import type { Preferences } from '../../preferences.ts';
import { SlowSnapshot } from '../../session/slow-snapshot.ts';
import { baseStyles } from '../../style/base.ts';
import { pageStyles } from '../../style/page.ts';
import '../branch-panel/branch-panel.ts';
import '../coinbase-panel/coinbase-panel.ts';
import '../header-panel/header-panel.ts';
import '../line-panel/line-panel.ts';
import { poolTiles } from '../pool-tiles.ts';
import '../share-panel/share-panel.ts';
import '../tally-panel/tally-panel.ts';

/**
 * Everything there is to see of mining for a pool.
 *
 * @property snapshot - The latest.
 * @property preferences - What this browser was told about power and prices.
 */
export class PoolView extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    preferences: { attribute: false },
  };

  static override styles = [
    baseStyles,
    pageStyles,
    css`
      tile-row {
        grid-template-columns: repeat(4, minmax(0, 1fr));
      }

      .stack {
        display: flex;
        flex-direction: column;
      }

      .stack > :last-child {
        flex: 1;
      }

      @media (max-width: 900px) {
        tile-row {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  declare snapshot: RemoteSnapshot | null;
  declare preferences: Preferences | null;
  readonly #slow = new SlowSnapshot<RemoteSnapshot>(
    () => performance.now(),
    (next, before) => next.state !== before.state || next.settings !== before.settings,
  );

  constructor() {
    super();
    this.snapshot = null;
    this.preferences = null;
  }

  override render() {
    const { snapshot, preferences } = this;
    if (snapshot === null || preferences === null) return nothing;
    const slow = this.#slow.take(snapshot);
    const fullPowerW = workingPower(slow, preferences);
    const pool = slow.source.kind === 'pool' ? slow.source : null;
    const rates = { ...slow, events: [] };
    return html`<div class="grid">
      <tile-row>
        ${poolTiles(slow, fullPowerW).map(
          ({ label, value, unit, tone, note }) =>
            html`<stat-tile label=${label} value=${value} unit=${unit} tone=${tone} note=${note}></stat-tile>`,
        )}
      </tile-row>
      <rate-panel class="s7" .snapshot=${rates}></rate-panel>
      <line-panel class="s5" .source=${snapshot.source}></line-panel>
      <tally-panel class="s5" .snapshot=${slow}></tally-panel>
      <share-panel class="s7" .log=${snapshot.log}></share-panel>
      <coinbase-panel class="s6" .job=${pool?.job ?? null} user=${pool?.user ?? ''}></coinbase-panel>
      <div class="s6 stack">
        <branch-panel .job=${pool?.job ?? null}></branch-panel>
        <header-panel
          .source=${pool}
          .share=${slow.log.at(-1) ?? null}
          ?is-paused=${slow.state === 'paused'}
        ></header-panel>
      </div>
      <energy-panel .snapshot=${slow} .preferences=${preferences}></energy-panel>
      <engine-panel .snapshot=${slow} .preferences=${preferences}></engine-panel>
    </div>`;
  }
}

customElements.define('pool-view', PoolView);
