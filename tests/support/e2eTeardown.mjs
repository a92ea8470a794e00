export { teardown as default } from './e2eSystem.mjs'
