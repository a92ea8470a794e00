export { setup as default } from './e2eSystem.mjs'
