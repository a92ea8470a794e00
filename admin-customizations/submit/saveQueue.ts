import { isApiFailure } from '../lib/api'

export type SaveState =
  { kind: 'rest' } | { kind: 'saving' } | { kind: 'saved'; at: Date } | { kind: 'failed'; error: unknown }

type Options<Patch> = {
  id: string | null
  /** Writes a patch; without an id it creates. @returns the id */
  write: (id: string | null, patch: Patch) => Promise<string>
  onState: (state: SaveState) => void
  onCreated: (id: string) => void
  /** Keeps what is not saved yet somewhere that outlives the page; null when all is saved. */
  keep: (id: string | null, unsaved: Patch | null) => void
  /** Milliseconds between the last key and the save. */
  delay?: number
  retryDelay?: number
}

/**
 * Saves what is typed: one write at a time, later changes wait and go together. Nothing is dropped when a write fails: it
 * goes back to what waits, and is tried again by itself when only the line was down.
 */
export const createSaveQueue = <Patch extends object>(options: Options<Patch>) => {
  const { write, onState, onCreated, keep, delay = 800, retryDelay = 8000 } = options
  let { id } = options
  let waiting: Partial<Patch> = {}
  let inFlight: Partial<Patch> = {}
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const hasWaiting = () => Object.keys(waiting).length > 0
  const keepCopy = () => {
    const unsaved = { ...inFlight, ...waiting } as Patch
    keep(id, Object.keys(unsaved).length > 0 ? unsaved : null)
  }

  const writeOnce = async () => {
    inFlight = waiting
    waiting = {}
    onState({ kind: 'saving' })
    try {
      const saved = await write(id, inFlight as Patch)
      inFlight = {}
      if (id === null) {
        keep(null, null)
        id = saved
        onCreated(saved)
      }
      keepCopy()
      onState({ kind: 'saved', at: new Date() })
    } catch (error) {
      waiting = { ...inFlight, ...waiting }
      inFlight = {}
      keepCopy()
      onState({ kind: 'failed', error })
      const isLineDown = isApiFailure(error) && (error.status === 0 || error.status >= 500 || error.status === 429)
      if (isLineDown) schedule(retryDelay)
      throw error
    }
  }

  const drain = async () => {
    // Without an id even an empty form is written: a file that is dropped first needs a working copy to hang on.
    if (id === null) await writeOnce()
    while (hasWaiting()) await writeOnce()
  }

  const run = (): Promise<void> => {
    clearTimeout(timer)
    running ??= drain().finally(() => {
      running = null
    })
    return running
  }

  const schedule = (after: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      // A write that was under way may have taken it along.
      if (hasWaiting()) void run().catch(() => undefined)
    }, after)
  }

  return {
    change: (patch: Partial<Patch>) => {
      waiting = { ...waiting, ...patch }
      keepCopy()
      schedule(delay)
    },
    /** Saves what waits now. @throws what the write threw */
    flush: async (): Promise<void> => {
      if (running) await running
      if (hasWaiting()) await run()
    },
    /** The id of the working copy, created now if need be. */
    ensureId: async (): Promise<string> => {
      if (id === null) await run()
      if (id === null) throw new Error('not created')
      return id
    },
    isUnsaved: () => hasWaiting() || Object.keys(inFlight).length > 0,
    stop: () => clearTimeout(timer),
  }
}

export type SaveQueue<Patch extends object> = ReturnType<typeof createSaveQueue<Patch>>
