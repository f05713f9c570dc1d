/**
 * The machines that mined (`data/mining_hardware.csv`), made ready for a race: each model once, with all that a buyer
 * must know. What the table leaves open is estimated (`machine-estimates.ts`), and marked.
 */
import { type CsvRow, readCsv } from '../csv-table.ts';
import { dayOfDate } from './calendar.ts';
import { HARDWARE_KINDS, type HardwareKind } from './generation.ts';
import { LOOKED_UP_USD, usualJPerTh, usualMassKg, usualPowerW, usualPriceUsd } from './machine-estimates.ts';
import type { MachineModel } from './machine-model.ts';

/**
 * Bounds of a class, in Cambridge's basket, not machines. "Best CPU" is one that anybody had in 2009, and stays: with the
 * Pentium alone everyone's computer would be a slow one.
 */
const CLASS_BOUNDS: ReadonlySet<string> = new Set([
  'Worst CPU',
  'Worst GPU',
  'Best GPU',
  'FPGA',
  'early ASICS',
]);

/** The day from which a kind could mine: the first public program for GPUs came in October 2010 (the table's note). */
const KIND_FROM: Readonly<Record<HardwareKind, string>> = {
  cpu: '2009-01-03',
  gpu: '2010-10-01',
  fpga: '2011-01-01',
  asic: '2013-01-01',
};

/** Makers by the words that their models' names begin with. */
const VENDORS: readonly (readonly [pattern: RegExp, vendor: string])[] = [
  [/antminer/iu, 'Bitmain'],
  [/whatsminer/iu, 'MicroBT'],
  [/avalon/iu, 'Canaan'],
  [/ebit|ebang/iu, 'Ebang'],
  [/innosilicon/iu, 'Innosilicon'],
  [/bitfury/iu, 'Bitfury'],
  [/^asicminer/iu, 'ASICMiner'],
  [/bfl|butterfly/iu, 'Butterfly Labs'],
  [/knc/iu, 'KnCMiner'],
  [/dragonmint|halong/iu, 'Halong'],
  [/gmo/iu, 'GMO'],
  [/strongu/iu, 'StrongU'],
  [/pantech/iu, 'Pantech'],
  [/snow panther/iu, 'Bitfily'],
  [/holic/iu, 'Holic'],
  [/aladdin/iu, 'Aladdin'],
  [/ztex/iu, 'ZTEX'],
  [/dominator/iu, 'Bitcoin Dominator'],
];
const KIND_MAKERS: Readonly<Partial<Record<HardwareKind, string>>> = { cpu: 'PC makers', gpu: 'GPU makers' };

/** Rows of one model differ in J/TH by at most this part of the larger. */
const SAME_WITHIN = 0.03;

/** Makers round: of a row that has all three, W / (TH/s) is J/TH within this part. Real rows are within 0.6 %. */
const AGREES_WITHIN = 0.03;

/**
 * Reads the table.
 *
 * @param text - CSV with the columns model, type, release, hashrate_ths, power_w, j_per_th, price_usd and source.
 * @returns Models by release, each once.
 * @throws {RangeError} with the line, if a row is no machine or contradicts itself.
 */
export function parseMachines(text: string): readonly MachineModel[] {
  const machines: MachineModel[] = [];
  const rows = readCsv('the table of machines', text, [
    'model',
    'type',
    'release',
    'hashrate_ths',
    'power_w',
    'j_per_th',
    'price_usd',
    'source',
  ]);
  for (const row of rows) {
    if (CLASS_BOUNDS.has(modelOf(row))) continue;
    const machine = readMachine(row);
    const twin = machines.findIndex((other) => isSameModel(other, machine));
    if (twin < 0) machines.push(machine);
    else machines[twin] = merge(machines[twin]!, machine);
  }
  if (machines.length === 0) throw new RangeError('the table of machines has no machine');
  return machines.sort((a, b) => a.releaseDay - b.releaseDay);
}

function readMachine(row: CsvRow): MachineModel {
  const type = row.text('type').toLowerCase();
  const kind = HARDWARE_KINDS.find((known) => known === type);
  if (kind === undefined)
    row.fail(`a type of ${HARDWARE_KINDS.join(', ').toUpperCase()}, got ${row.text('type')}`);
  return describe(row, kind as HardwareKind);
}

function describe(row: CsvRow, kind: HardwareKind): MachineModel {
  const name = shortName(modelOf(row));
  if (name === '') row.fail('a name as model');
  const positive = (column: string): number | null => {
    const value = row.number(column);
    if (value !== null && !(value > 0)) row.fail(`a number above 0 as ${column}, got ${value}`);
    return value;
  };
  const release = row.text('release');
  const releaseDay = Math.max(dayOfRelease(release, row), dayOfDate(KIND_FROM[kind]));
  const [givenThs, watts, jPerTh, tableUsd] = ['hashrate_ths', 'power_w', 'j_per_th', 'price_usd'].map(
    positive,
  );
  const speedThs = givenThs ?? speedInName(modelOf(row));
  const efficiencyJPerTh =
    jPerTh ??
    (speedThs !== null && watts != null ? watts / speedThs : speedThs !== null ? usualJPerTh(kind) : null);
  if (efficiencyJPerTh === null) row.fail('a speed or an efficiency');
  const jph = efficiencyJPerTh as number;
  if (speedThs !== null && watts != null && Math.abs(watts / speedThs / jph - 1) > AGREES_WITHIN) {
    row.fail(`power_w / hashrate_ths near j_per_th, got ${watts} / ${speedThs} and ${jph}`);
  }
  const powerW = watts ?? (speedThs !== null ? speedThs * jph : usualPowerW(kind, releaseDay));
  const usd = tableUsd ?? LOOKED_UP_USD.get(name);
  const source = row.text('source');
  return {
    name,
    vendor: KIND_MAKERS[kind] ?? VENDORS.find(([pattern]) => pattern.test(name))?.[1] ?? name,
    kind,
    releaseDay,
    hashrateHps: (speedThs ?? powerW / jph) * 1e12,
    powerW,
    efficiencyJPerTh: jph,
    listPriceUsd: usd ?? usualPriceUsd(kind, releaseDay, powerW),
    isPriceEstimated: usd == null,
    // Two of the three give the third.
    isSizeEstimated: [speedThs, watts, jPerTh].filter((value) => value != null).length < 2,
    isUnverified: source.includes('NOT verified'),
    isReleaseRough: /^\d{4}$/u.test(release),
    massKg: usualMassKg(kind, powerW),
    source,
  };
}

/** A day; the first of a month of which no day is known; the middle of a year of which no month is. */
function dayOfRelease(release: string, row: CsvRow): number {
  const date = /^\d{4}$/u.test(release)
    ? `${release}-07-01`
    : /^\d{4}-\d{2}$/u.test(release)
      ? `${release}-01`
      : release;
  const day = dayOfDate(date);
  return Number.isNaN(day) ? row.fail(`a day, month or year as release, got ${release}`) : day;
}

/** The model's name; some rows of Cambridge's basket have no-break spaces in it. */
function modelOf(row: CsvRow): string {
  return row.text('model').replace(/\s+/gu, ' ').trim();
}

/** TH/s that a name ends in or has between spaces: "T3 43T", "8 Nano 44Th", "16Th/s"; null for other names. */
function speedInName(model: string): number | null {
  const found = /(?:^| )(\d+(?:\.\d+)?)th?(?:\/s)?(?= |$)/iu.exec(model);
  return found === null ? null : Number(found[1]);
}

/** Without speeds in brackets, and without a maker's name where the model's own says who made it. */
function shortName(model: string): string {
  if (model === 'Best CPU') return 'Best CPU of 2009';
  return model
    .replace(/\s*\([^)]*\)/gu, '')
    .replace(/^(?:Bitmain|MicroBT|Canaan|Halong Mining) /u, '')
    .replace(/^Ebang (?=Ebit)|^ASICMiner (?=ASIC)/u, '');
}

/**
 * The table has many machines twice: once from a maker's list, once from Cambridge's basket. Two rows of one name are one
 * machine if they are near in efficiency, or of one known speed: then the lists disagree about its power alone.
 */
function isSameModel(a: MachineModel, b: MachineModel): boolean {
  if (a.kind !== b.kind || plainName(a) !== plainName(b)) return false;
  const isNear =
    Math.abs(a.efficiencyJPerTh - b.efficiencyJPerTh) <=
    SAME_WITHIN * Math.max(a.efficiencyJPerTh, b.efficiencyJPerTh);
  return isNear || (a.hashrateHps === b.hashrateHps && !a.isSizeEstimated && !b.isSizeEstimated);
}

/** Without what one list writes and the other does not: a speed, "miner", the A of an Avalon. */
function plainName({ name }: MachineModel): string {
  return name
    .toLowerCase()
    .replace(/ hyd \d+$/u, ' hyd')
    .replace(/^avalonminer |^avalon a(?=\d)/u, 'avalon ')
    .replace(/ \d+th?$/u, '');
}

/** Of two rows of one model: the one with more known values, the earlier day. */
function merge(a: MachineModel, b: MachineModel): MachineModel {
  const unknown = ({ isSizeEstimated, isPriceEstimated, isUnverified }: MachineModel) =>
    Number(isSizeEstimated) * 4 + Number(isUnverified) * 2 + Number(isPriceEstimated);
  const [better, other] = unknown(b) < unknown(a) ? [b, a] : [a, b];
  const earlier = other.releaseDay < better.releaseDay ? other : better;
  return { ...better, releaseDay: earlier.releaseDay, isReleaseRough: earlier.isReleaseRough };
}
