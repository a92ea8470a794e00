/** Ends a start-up step with one clear line, the stack only with LOG_LEVEL=debug. */
export const stopWithOneLine = (error: unknown): never => {
  const text = error instanceof Error ? error.message : String(error)
  console.error(text.split('\n')[0])
  if (process.env.LOG_LEVEL === 'debug') console.error(error)
  process.exit(1)
}
