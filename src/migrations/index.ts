import * as migration_20261124_220617 from './20261124_220617';

export const migrations = [
  {
    up: migration_20261124_220617.up,
    down: migration_20261124_220617.down,
    name: '20261124_220617'
  },
];
