import js from '@eslint/js'
import next from '@next/eslint-plugin-next'
import importX from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'

/** The arrows of ARCHITECTURE.md: `target` may not import what stands in `from`. */
const OUTSIDE = ['./media-worker', './admin-customizations', './seed', './tests', './bench', './scripts']
const arrows = [
  { target: './src/domain', from: './src', except: ['./domain'] },
  { target: './src/audit', from: './src', except: ['./audit', './domain', './slugs.ts', './errors.ts'] },
  {
    target: './src/workflow',
    from: './src',
    except: ['./workflow', './audit', './domain', './slugs.ts', './errors.ts'],
  },
  { target: './src/storage', from: './src', except: ['./storage', './env.ts', './errors.ts'] },
  { target: './src/access', from: './src', except: ['./access', './domain', './slugs.ts', './errors.ts'] },
  {
    target: './src/hooks',
    from: './src',
    except: ['./hooks', './access', './audit', './domain', './slugs.ts', './errors.ts'],
  },
  {
    target: './src/collections',
    from: './src',
    except: ['./collections', './access', './hooks', './domain', './slugs.ts', './errors.ts'],
  },
  {
    target: './src/jobs',
    from: './src',
    except: ['./jobs', './workflow', './search', './audit', './domain', './slugs.ts', './errors.ts'],
  },
  {
    target: './src/search',
    from: './src',
    except: [
      './search',
      './library',
      './workflow',
      './access',
      './audit',
      './domain',
      './env.ts',
      './slugs.ts',
      './errors.ts',
    ],
  },
  {
    target: './src/library',
    from: './src',
    except: [
      './library',
      './search',
      './workflow',
      './storage',
      './access',
      './audit',
      './domain',
      './env.ts',
      './cookies.ts',
      './slugs.ts',
      './errors.ts',
    ],
  },
  { target: './src/api', from: ['./src/app', './src/collections', './src/hooks'] },
  { target: './src/!(app)/**/*', from: './src/app' },
  { target: './src', from: OUTSIDE.filter((folder) => folder !== './admin-customizations') },
  { target: './src/!(app)/**/*', from: './admin-customizations' },
  {
    target: './admin-customizations',
    from: ['./src/workflow', './src/jobs', './src/storage', './src/search', './src/audit', './media-worker', './seed'],
  },
  { target: './seed', from: ['./media-worker', './admin-customizations', './src/app'] },
  { target: './media-worker', from: ['./admin-customizations', './src/app', './src/api', './seed'] },
]

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.next',
      '.build',
      '/data',
      'src/payload-types.ts',
      'src/migrations',
      'next-env.d.ts',
      'src/app/(payload)/admin/importMap.js',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.tsx', '.mjs', '.js'] } } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'import-x/no-restricted-paths': ['error', { zones: arrows }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Read the environment through src/env.ts.',
        },
        { selector: "CallExpression[callee.property.name='allSettled']", message: 'allSettled hides failures.' },
      ],
    },
  },
  {
    files: ['src/env.ts', 'scripts/**', 'tests/**', 'bench/**', 'next.config.mjs', 'jest.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['scripts/**', 'bench/**', 'tests/support/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
  {
    // All that payload.config.ts reaches, and every process that loads it.
    files: [
      'payload.config.ts',
      'src/**',
      'admin-customizations/views/index.ts',
      'admin-customizations/translations/**',
      'media-worker/**',
      'seed/**',
      'scripts/**',
      'bench/**',
    ],
    ignores: ['src/app/**', 'src/proxy.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['next', 'next/*', '@payloadcms/next/*'],
              message: 'The config must load without Next (worker, scripts).',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/app/**/*.tsx', 'admin-customizations/**/*.tsx'],
    plugins: { '@next/next': next },
    rules: {
      ...next.configs.recommended.rules,
      '@next/next/no-html-link-for-pages': 'off',
      '@next/next/no-img-element': 'off',
    },
  },
)
