// Each retarget rule in one sentence, for those who choose one.

/** What a rule does, by its name. */
export const RULE_WORDS: Readonly<Record<string, string>> = {
  bitcoin:
    'Waits for a whole period, then scales the difficulty by how much too fast or too slow it was, by four at most.',
  testnet:
    'Bitcoin’s periods; but whoever waits twice the spacing may mine one block at the easiest difficulty.',
  bip94:
    'The test network’s exception, with the period reckoned from a block that the exception cannot touch.',
  eda: 'Bitcoin’s periods, and a fifth less difficulty whenever six blocks took far too long: it swings.',
  'cw-144': 'Sets the difficulty by the work and the time of a moving window, anew with every block.',
  asert:
    'Looks only at how far the chain is ahead of its schedule: every half-life of delay halves the difficulty.',
  wtema: 'Moves the difficulty a little with every block, by how long that block took.',
  'lwma-1': 'Averages a window of blocks, the younger the more they weigh.',
  'dgw-v3': 'Averages 24 blocks, the newest counted twice, and changes by at most three at a time.',
  'digishield-v3': 'Averages 17 blocks and goes only a quarter of the way: calm, and slow to answer.',
  kgw: 'Looks back only as far as it needs: the window ends where the pace strays too far.',
  homestead: 'Steps a little up after a quick block and down after a slow one, by the block’s own time.',
  monero: 'Sorts the times of a long window and cuts off both ends before it averages: outliers do nothing.',
  peercoin:
    'Leans towards the wanted spacing by a trace with each block; a week passes before it has turned.',
  fixed: 'No rule: the difficulty stays, and the pace follows whoever mines.',
};
