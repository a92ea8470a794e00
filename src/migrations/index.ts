import * as migration_20261123_234933 from './20261123_234933';

export const migrations = [
  {
    up: migration_20261123_234933.up,
    down: migration_20261123_234933.down,
    name: '20261123_234933'
  },
];
