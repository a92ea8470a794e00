import { oneLineOf } from './oneLineOf'

/** Ends a start-up step with one clear line, the stack only with LOG_LEVEL=debug. */
export const stopWithOneLine = (error: unknown): never => {
  console.error(oneLineOf(error))
  if (process.env.LOG_LEVEL === 'debug') console.error(error)
  process.exit(1)
}
