/** Shows in the report that a suite did not run here, and how to run it: `left out: S3 (set S3_ENDPOINT)`. */
export const leftOut = (name: string, how: string): void => {
  it.skip(`left out: ${name} (${how})`, () => undefined)
}
