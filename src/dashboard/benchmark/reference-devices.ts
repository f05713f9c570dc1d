// Published hash rates that give a measured one its scale. None of them was measured here.

/** A device, or a whole network, with the rate that somebody published for it. */
export interface ReferenceDevice {
  readonly name: string;
  readonly kind: 'CPU' | 'GPU' | 'FPGA' | 'ASIC' | 'network';
  readonly year: number;
  /** Hashes per second, double SHA-256 of a block header. */
  readonly hps: number;
  readonly source: string;
}

const COMPARISON = 'en.bitcoin.it, Mining hardware comparison, through pde/btcpow (constants.py)';

/** Single devices, slowest first: one for each generation of mining hardware. */
export const REFERENCE_DEVICES: readonly ReferenceDevice[] = [
  {
    name: 'Pentium 4 class CPU',
    kind: 'CPU',
    year: 2009,
    hps: 1.5e6,
    source: 'a miner’s account, 1 to 2 MH/s for 50 W: deepdotweb, July 2014 (GIR-pub/deepdotweb)',
  },
  {
    name: 'ZTEX board, Spartan-6',
    kind: 'FPGA',
    year: 2011,
    hps: 210e6,
    source: 'Tom’s Hardware, Bitcoin mining review: 200 to 220 MH/s per FPGA',
  },
  { name: 'Radeon HD 7970', kind: 'GPU', year: 2012, hps: 710e6, source: COMPARISON },
  { name: 'Avalon #1, 110 nm', kind: 'ASIC', year: 2013, hps: 66.3e9, source: COMPARISON },
  {
    name: 'Antminer S9',
    kind: 'ASIC',
    year: 2017,
    hps: 13.5e12,
    source: 'CBECI hardware basket (CambridgeAltFin/ccaf_cbeci_api, miners.csv)',
  },
  {
    name: 'Antminer S21 XP Hyd',
    kind: 'ASIC',
    year: 2024,
    hps: 473e12,
    source: '“Canonical Miner Database” (public list of vendors’ figures, miners.js)',
  },
];

const NETWORK_SOURCE = 'mean over the year, computed from the difficulty and times of mainnet headers';

/** All miners of Bitcoin together, in its first and its latest full year. */
export const REFERENCE_NETWORKS: readonly ReferenceDevice[] = [
  { name: 'all of Bitcoin', kind: 'network', year: 2009, hps: 4.47e6, source: NETWORK_SOURCE },
  { name: 'all of Bitcoin', kind: 'network', year: 2025, hps: 790e18, source: NETWORK_SOURCE },
];
