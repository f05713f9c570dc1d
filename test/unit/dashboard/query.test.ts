import { describe, expect, it } from 'vitest';
import { printQuery, queryNumber, queryWord, queryWords, readQuery } from '../../../src/dashboard/query.ts';

describe('settings in an address', () => {
  const fields = readQuery(
    'rule=asert&spacing=10&rules=asert,bitcoin,asert,none&auto=1&bare&=x&note=a%20b%26c&bad=%',
  );

  it('are split into fields', () => {
    expect([...fields.keys()]).toEqual(['rule', 'spacing', 'rules', 'auto', 'note', 'bad']);
    expect(fields.get('note')).toBe('a b&c');
    expect(fields.get('bad')).toBe('%');
    expect(readQuery('').size).toBe(0);
    expect(readQuery('a=1&a=2').get('a')).toBe('2');
  });

  it('hold numbers within bounds, else the default', () => {
    expect(queryNumber(fields, 'spacing', { min: 2, max: 10 }, null)).toBe(10);
    expect(queryNumber(fields, 'spacing', { min: 2, max: 9 }, 5)).toBe(5);
    expect(queryNumber(fields, 'rule', { min: 0, max: 9 }, 5)).toBe(5);
    expect(queryNumber(readQuery('x='), 'x', { min: 0, max: 9 }, 5)).toBe(5);
    expect(queryNumber(readQuery('x=1.5'), 'x', { min: 0, max: 9, isWhole: true }, 5)).toBe(5);
    expect(queryNumber(readQuery('x=1.5'), 'x', { min: 0, max: 9 }, 5)).toBe(1.5);
  });

  it('hold words of a list, else the default', () => {
    expect(queryWord(fields, 'rule', ['bitcoin', 'asert'], 'bitcoin')).toBe('asert');
    expect(queryWord(fields, 'rule', ['bitcoin'], 'bitcoin')).toBe('bitcoin');
    expect(queryWords(fields, 'rules', ['bitcoin', 'asert', 'lwma-1'], null)).toEqual(['asert', 'bitcoin']);
    expect(queryWords(fields, 'rules', ['kgw'], null)).toBeNull();
    expect(queryWords(fields, 'missing', ['kgw'], null)).toBeNull();
  });

  it('are printed so that they are read back, without what is at its default', () => {
    const text = printQuery({
      rule: 'asert',
      spacing: 10,
      rules: ['a b', 'c'],
      auto: false,
      seed: null,
      note: 'x&y=z',
    });
    expect(text).toBe('rule=asert&spacing=10&rules=a%20b,c&auto=0&note=x%26y%3Dz');
    expect(readQuery(text).get('note')).toBe('x&y=z');
    expect(printQuery({ rule: null })).toBe('');
  });
});
