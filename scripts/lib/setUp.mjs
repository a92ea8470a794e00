// Words and places that every script shares. No dependencies: this runs before any package is there.
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
export const inRoot = (...parts) => path.join(ROOT, ...parts)

export const say = (text) => console.log(text)

/** What a person can mend; its message is what they read, without a stack. */
export class SetUpError extends Error {}

export const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetUpError(
      `需要 Node 20.19 或更新（建议 22 或 24），现在是 ${process.versions.node}。 Node 20.19 or later is needed.`,
    )
  }
}

/** A path as the person wrote it: npm runs scripts in the package's folder, INIT_CWD is where the person stood. */
export const fromCaller = (file) => path.resolve(process.env.INIT_CWD || process.cwd(), file)
