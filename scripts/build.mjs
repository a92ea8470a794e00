import { ensureBuild, ensurePackages, requireNode } from './lib/setUp.mjs'

requireNode()
ensurePackages()
ensureBuild()
