// A chain as a snapshot shows it, kept up as blocks come and go.

import type { TipChange } from '../../chain/index.ts';
import { ruleOutlook } from '../../difficulty/index.ts';
import {
  blockProof,
  compactFromTarget,
  DIFFICULTY_1_TARGET,
  difficultyFromTarget,
} from '../../primitives/index.ts';
import { finderOf, type PrivateChain } from '../../source/index.ts';
import { blockRow } from './chain-rows.ts';
import { HeightSeries } from './height-series.ts';
import { IntervalTally } from './interval-tally.ts';
import {
  type BlockRow,
  type ChainSnapshot,
  type IntervalStatistics,
  type RuleOutlook,
  SNAPSHOT_BLOCKS,
} from './snapshot.ts';

const DIFFICULTY_1 = Number(DIFFICULTY_1_TARGET);
/** The next period is projected from the mean interval of so many blocks. */
const RECENT_BLOCKS = 10;
/** How long the next block might take, spacings. */
const WHAT_IF_SPACINGS = [0, 0.25, 0.5, 1, 2, 4, 8];

/** What a block was mined with. */
export interface MinedWith {
  readonly engine: string;
  /** One's own and the rival's. */
  readonly hashCount: number;
  readonly seconds: number;
}

/** What is not the chain's own to know. */
export type ChainAside = Pick<ChainSnapshot, 'luck' | 'staleBlocks' | 'kept'>;

/** Follows one chain. */
export class ChainView {
  readonly #chain: PrivateChain;
  readonly #series = new HeightSeries();
  readonly #spacingSec: number;
  #tally: IntervalTally;
  #rows: readonly BlockRow[] = [];
  #yours = 0;
  #rivals = 0;
  /** What `read` gave last, and of which tip and target; null where it is out of date. */
  #read: { readonly target: bigint; readonly parts: ReadParts } | null = null;
  #statistics: IntervalStatistics;

  /** Reads the whole chain. */
  constructor(chain: PrivateChain) {
    this.#chain = chain;
    this.#spacingSec = chain.ruleParameters.targetSpacingSec;
    this.#tally = new IntervalTally(this.#spacingSec);
    this.#statistics = this.#tally.statistics();
    this.#readAll();
  }

  /**
   * The best chain has changed.
   *
   * @param mined - what its newest block was mined with.
   */
  follow({ left, came }: TipChange, mined: MinedWith | null): void {
    const tip = came.at(-1);
    if (mined !== null && tip !== undefined) {
      this.#series.addMined(tip.height, mined.hashCount, mined.seconds);
    }
    if (left.length > 0) {
      this.#readAll();
    } else {
      for (const node of came) {
        this.#push(node.time - node.parent!.time, DIFFICULTY_1 / Number(node.target), finderOf(node));
        const engine = node === tip ? (mined?.engine ?? null) : null;
        this.#rows = [...this.#rows.slice(1 - SNAPSHOT_BLOCKS), blockRow(node, node.parent!.time, engine)];
      }
    }
    this.#statistics = this.#tally.statistics();
    this.#read = null;
  }

  /**
   * Reads it for a snapshot; parts that did not change are the same objects as before.
   *
   * @param time - of the header being searched, Unix seconds.
   */
  snapshot(time: number, aside: ChainAside): ChainSnapshot {
    const { rule, ruleParameters, tip } = this.#chain;
    const target = rule.nextTarget(this.#chain.ruleHistory(), time, ruleParameters);
    if (this.#read?.target !== target) this.#read = { target, parts: this.#readParts(time) };
    return {
      spacingSec: this.#spacingSec,
      height: tip.height,
      ...this.#read.parts,
      statistics: this.#statistics,
      blocks: this.#rows,
      yours: this.#yours,
      rivals: this.#rivals,
      ...aside,
    };
  }

  #readParts(time: number): ReadParts {
    const { outlook, target } = this.#outlook(time);
    const difficulty = difficultyFromTarget(target);
    return {
      rule: outlook,
      target,
      nBits: compactFromTarget(target),
      difficulty,
      proof: Number(blockProof(target)),
      ...this.#series.read(difficulty),
    };
  }

  #outlook(time: number): { readonly outlook: RuleOutlook; readonly target: bigint } {
    const chain = this.#chain;
    const { rule, ruleParameters, tip } = chain;
    const back = Math.min(RECENT_BLOCKS, tip.height);
    const meanIntervalSec = back === 0 ? null : (tip.time - chain.history().timeAt(tip.height - back)) / back;
    const intervalsSec = [...new Set(WHAT_IF_SPACINGS.map((part) => Math.round(part * this.#spacingSec)))];
    const { target, whatIf, period } = ruleOutlook(rule, chain.ruleHistory(), ruleParameters, {
      time,
      intervalsSec,
      meanIntervalSec,
    });
    // Difficulties are to each other as targets, the other way round.
    const factor = (then: bigint) => Number(target) / Number(then);
    const projected = period?.projectedTarget ?? null;
    return {
      target,
      outlook: {
        name: rule.name,
        title: rule.title,
        usedBy: rule.usedBy,
        windowBlocks: ruleParameters.windowBlocks,
        windowMeaning: rule.windowMeaning,
        period: period === null ? null : { done: period.done, of: period.of },
        projectedFactor: projected === null ? null : factor(projected),
        whatIf: whatIf.map(({ intervalSec, targetAfter }) => ({ intervalSec, factor: factor(targetAfter) })),
      },
    };
  }

  #readAll(): void {
    const chain = this.#chain;
    const history = chain.history();
    const { height: tipHeight } = chain.tip;
    const engines = new Map(this.#rows.map(({ hash, engine }) => [hash, engine]));
    this.#series.clear();
    this.#tally = new IntervalTally(this.#spacingSec);
    this.#yours = 0;
    this.#rivals = 0;
    const rows: BlockRow[] = [];
    for (let height = 1; height <= tipHeight; height++) {
      const parentTime = history.timeAt(height - 1);
      const node = chain.at(height)!;
      this.#push(node.time - parentTime, DIFFICULTY_1 / history.targetNumberAt(height), finderOf(node));
      if (height <= tipHeight - SNAPSHOT_BLOCKS) continue;
      const row = blockRow(node, parentTime, null);
      rows.push({ ...row, engine: engines.get(row.hash) ?? null });
    }
    this.#rows = rows;
    this.#statistics = this.#tally.statistics();
  }

  #push(intervalSec: number, difficulty: number, finder: BlockRow['finder']): void {
    this.#tally.add(intervalSec);
    this.#series.push(difficulty, intervalSec);
    if (finder === 'you') this.#yours++;
    else this.#rivals++;
  }
}

type ReadParts = Pick<
  ChainSnapshot,
  'rule' | 'target' | 'nBits' | 'difficulty' | 'proof' | 'difficulties' | 'intervals' | 'networkHps'
>;
