import Sequencer from '@jest/test-sequencer'

/** Files that take long, longest first: two workers then end at about the same time, also without an earlier run to go by. */
const LONG = ['kill', 'race', 'search', 'worker', 'render', 'browser', 'demo', 'deliveryAudience', 'locker', 'privacy']

const rank = ({ path }) => {
  const at = LONG.findIndex((name) => path.endsWith(`/${name}.test.ts`))
  return at < 0 ? LONG.length : at
}

/** Jest knows how long a file takes only from an earlier run on the same machine; a clean checkout has none. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b))
  }
}
