import { describe, expect, it } from 'vitest';
import { PoolNotices } from '../../../../src/dashboard/pool/pool-notices.ts';
import type { SessionNotice } from '../../../../src/miner/index.ts';
import { plausibleStatus } from './plausible-pool.ts';

const PROBLEM = 'ws://127.0.0.1:8080/: the pool has closed the connection';
const WORKING = plausibleStatus();
const CUT = plausibleStatus({ state: 'waiting', problem: PROBLEM, retrySec: 4, job: null });

function setUp() {
  let nowSec = 1000;
  let id = 0;
  const notices = new PoolNotices(() => nowSec);
  const board: SessionNotice[] = [];
  return {
    notices,
    pass: (sec: number) => {
      nowSec += sec;
    },
    /** As a session says it: the newest twenty stay. */
    say: (text: string, heading = 'Pool', tone: SessionNotice['tone'] = 'note') => {
      board.push({ id: ++id, tone, heading, text });
      notices.take({ notices: board.slice(-20), source: WORKING });
      return id;
    },
    at: (source: typeof WORKING) => notices.take({ notices: board.slice(-20), source }),
    headings: () => notices.shown.map(({ heading }) => heading),
  };
}

describe('a pool that talks on and on', () => {
  it('has one callout, with its newest words, their time and how many there were', () => {
    const { notices, say, pass } = setUp();
    for (let i = 1; i <= 30; i++) {
      pass(0.1);
      say(`The pool says: hello ${i}`);
    }
    expect(notices.shown).toHaveLength(1);
    expect(notices.shown[0]).toMatchObject({
      heading: 'The pool says',
      text: 'hello 30',
      more: 'the newest of 30 that were noted',
    });
    expect(notices.shown[0]?.time).toBeCloseTo(1003, 5);
  });

  it('is said aloud once, pushes away nothing that is said of engines, and has names that differ', () => {
    const { notices, say, headings } = setUp();
    say('It is tried again by itself.', 'gpu is out', 'bad');
    expect(notices.words).toBe('gpu is out: It is tried again by itself.');
    for (let i = 1; i <= 30; i++) say(`The pool says: hello ${i}`);
    for (let i = 1; i <= 30; i++) say(`the pool sent a job of ${i} fields where 9 are due.`, 'Pool', 'bad');
    expect(headings()).toEqual(['gpu is out', 'The pool says', 'A mistake of the pool']);
    expect(notices.words).toBe('A mistake of the pool: the pool sent a job of 1 fields where 9 are due.');
  });

  it('is quiet for a minute where it was put away; an engine is not', () => {
    const { notices, say, pass, headings } = setUp();
    const first = say('The pool says: hello');
    const second = say('Mended.', 'gpu is out', 'bad');
    expect([notices.dismiss('The pool says'), notices.dismiss('gpu is out')]).toEqual([[first], [second]]);
    expect(headings()).toEqual([]);
    pass(59);
    say('The pool says: hello again');
    say('Out again.', 'gpu is out', 'bad');
    expect(headings()).toEqual(['gpu is out']);
    pass(1);
    say('The pool says: we close at noon');
    expect(notices.shown.find(({ heading }) => heading === 'The pool says')).toMatchObject({
      text: 'we close at noon',
      more: 'the newest of 3 that were noted',
    });
  });
});

describe('a cut', () => {
  it('is told once, since when it is so, and goes when work returns', () => {
    const { notices, say, at, pass, headings } = setUp();
    say(`${PROBLEM}.`, 'Pool', 'bad');
    at(CUT);
    pass(5);
    for (const state of ['connecting', 'waiting', 'greeting'] as const) {
      at({ ...CUT, state, problem: state === 'greeting' ? null : PROBLEM });
      expect([headings(), notices.cut, notices.words]).toEqual([
        [],
        { problem: PROBLEM, time: 1000 },
        PROBLEM,
      ]);
    }
    at(WORKING);
    expect([headings(), notices.cut, notices.words]).toEqual([[], null, '']);
    at(CUT);
    expect([notices.cut?.time, notices.words]).toEqual([1005, PROBLEM]);
  });

  it('is told with each reason once, whatever the next tries find', () => {
    const { notices, at } = setUp();
    const other = { ...CUT, problem: 'ws://127.0.0.1:8080/: no bridge answers' };
    const words = [CUT, other, CUT, other].map((source) => {
      at(source);
      return `${notices.cut?.problem} | ${notices.words}`;
    });
    expect(words).toEqual([
      `${PROBLEM} | ${PROBLEM}`,
      `${other.problem} | ${other.problem}`,
      `${PROBLEM} | ${other.problem}`,
      `${other.problem} | ${other.problem}`,
    ]);
  });

  it('can be put away once nothing is tried any more', () => {
    const { notices, at } = setUp();
    at(CUT);
    notices.dismissCut();
    at({ ...CUT, state: 'closed', retrySec: null });
    expect(notices.cut).toBeNull();
  });
});

it('begins anew with another run', () => {
  const { notices, say, at } = setUp();
  say('It is tried again by itself.', 'gpu is out', 'bad');
  at(CUT);
  notices.begin();
  expect([notices.shown, notices.cut, notices.words]).toEqual([[], null, '']);
  notices.take({
    notices: [{ id: 1, tone: 'bad', heading: 'gpu is out', text: 'Out.' }],
    source: WORKING,
  });
  expect(notices.shown).toMatchObject([{ text: 'Out.', more: '' }]);
});
