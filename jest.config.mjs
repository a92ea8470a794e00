const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: { '^@payload-config$': '<rootDir>/payload.config.ts' },
}

const layer = (name, extra = {}) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  ...extra,
})

/** One project a layer: `npm test -- unit`, `npm test -- int`, `npm test -- media`, `npm test -- e2e`. */
export default {
  projects: [
    layer('unit'),
    layer('int'),
    layer('media'),
    layer('e2e', {
      globalSetup: '<rootDir>/tests/support/e2eSetup.mjs',
      globalTeardown: '<rootDir>/tests/support/e2eTeardown.mjs',
    }),
  ],
  testSequencer: '<rootDir>/tests/support/longestFirst.mjs',
  testTimeout: 60_000,
  watchman: false,
}
