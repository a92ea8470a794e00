import { parseArgs } from 'node:util'

/**
 * Command line options, by the rules of `util.parseArgs`. A wrong one ends the process with one line and status 2.
 * @param usage one line, e.g. `npm run demo -- [--port N]`
 */
export const readOptions = ({ usage, options, allowPositionals = false }) => {
  try {
    return parseArgs({ options, allowPositionals })
  } catch (error) {
    console.error(`${error.message.split(/\. |\n/)[0]}. 用法 Usage: ${usage}`)
    process.exit(2)
  }
}
