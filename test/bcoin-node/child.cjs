// bcoin's own program, unchanged, that ends with the process which started it.
process.stdin.on('end', () => process.exit(0)).resume();
require('../bcoin/node_modules/bcoin/bin/node');
