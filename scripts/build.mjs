// npm run build: the web application, unless the same sources are built already.
import { ensureBuild } from './lib/ensureBuild.mjs'
import { ensurePackages } from './lib/ensurePackages.mjs'
import { requireNode } from './lib/setUp.mjs'
import { supervise } from './lib/supervisor.mjs'

supervise({
  main: async ({ supervisor }) => {
    requireNode()
    await ensurePackages({ supervisor })
    await ensureBuild({ supervisor })
    return 0
  },
})
