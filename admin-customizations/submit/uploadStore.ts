import type { Upload } from 'tus-js-client'

import { acceptedFile, guessKind } from '../../src/domain/media/accept'
import { createSpeedMeter } from './speed'
import { forgetTransfer, startTransfer } from './transfer'

/** Two files at a time: more only slow each other on a school's line. */
const AT_ONCE = 2

export type LocalUpload = {
  key: string
  /** The page that chose it; and its working copy, '' until that exists. */
  session: string
  resource: string
  name: string
  kind: string
  size: number
  sent: number
  state: 'waiting' | 'sending' | 'paused' | 'failed' | 'sent' | 'refused'
  tusId: string
  speed: number
  secondsLeft: number | null
  error: unknown
}

type Hidden = { file: File; ensureId: () => Promise<string>; transfer: Upload | null; isOpening: boolean }

/*
 * Uploads live outside of the pages: whoever moves about in the admin, or whose page is drawn anew, loses none.
 */
let uploads: readonly LocalUpload[] = []
const hidden = new Map<string, Hidden>()
const listeners = new Set<() => void>()
let counter = 0

const find = (key: string) => uploads.find((each) => each.key === key)
const isBusy = () => uploads.some((each) => each.state === 'waiting' || each.state === 'sending')
const askBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()

const publish = (next: readonly LocalUpload[]) => {
  uploads = next
  if (isBusy()) window.addEventListener('beforeunload', askBeforeUnload)
  else window.removeEventListener('beforeunload', askBeforeUnload)
  listeners.forEach((listener) => listener())
}
const patch = (key: string, change: Partial<LocalUpload>) =>
  publish(uploads.map((each) => (each.key === key ? { ...each, ...change } : each)))

const open = async (key: string) => {
  const inner = hidden.get(key)
  const upload = find(key)
  if (!inner || !upload || inner.isOpening) return
  if (inner.transfer) {
    inner.transfer.start()
    return
  }
  inner.isOpening = true
  const meter = createSpeedMeter()
  try {
    const resource = await inner.ensureId()
    patch(key, { resource })
    inner.transfer = await startTransfer({
      file: inner.file,
      resource,
      kind: upload.kind,
      onUrl: (tusId) => patch(key, { tusId }),
      onProgress: (sent) => patch(key, { sent, ...meter.measure(sent, upload.size) }),
      onDone: () => {
        hidden.delete(key)
        patch(key, { state: 'sent', sent: upload.size, speed: 0, secondsLeft: null })
        pump()
      },
      onError: (error) => {
        patch(key, { state: 'failed', error, speed: 0, secondsLeft: null })
        pump()
      },
    })
    // Paused or thrown away while it was being opened.
    if (find(key)?.state !== 'sending') await inner.transfer.abort()
  } catch (error) {
    patch(key, { state: 'failed', error })
  }
  inner.isOpening = false
  // Whatever came of it, a place may be free for the next that waits.
  pump()
}

const pump = () => {
  const free = AT_ONCE - uploads.filter((each) => each.state === 'sending').length
  for (const next of uploads.filter((each) => each.state === 'waiting').slice(0, Math.max(0, free))) {
    patch(next.key, { state: 'sending', error: null })
    void open(next.key)
  }
}

type Added = { files: File[]; session: string; resource: string; ensureId: () => Promise<string> }

const add = ({ files, session, resource, ensureId }: Added) => {
  const added = files.map((file): LocalUpload => {
    const key = `${++counter}`
    const isAccepted = acceptedFile(file.name) !== null
    if (isAccepted) hidden.set(key, { file, ensureId, transfer: null, isOpening: false })
    return {
      key,
      session,
      resource,
      name: file.name,
      kind: guessKind(file.name),
      size: file.size,
      sent: 0,
      state: isAccepted ? 'waiting' : 'refused',
      tusId: '',
      speed: 0,
      secondsLeft: null,
      error: null,
    }
  })
  publish([...uploads, ...added])
  pump()
}

const pause = async (key: string) => {
  patch(key, { state: 'paused', speed: 0, secondsLeft: null })
  pump()
  await hidden.get(key)?.transfer?.abort()
}

const resume = (key: string) => {
  patch(key, { state: 'waiting' })
  pump()
}

/** Stops it and forgets it; what the server has of it is the caller's to delete. */
const remove = async (key: string) => {
  const transfer = hidden.get(key)?.transfer
  hidden.delete(key)
  publish(uploads.filter((each) => each.key !== key))
  pump()
  if (!transfer) return
  await transfer.abort()
  await forgetTransfer(transfer)
}

export const uploadStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  read: () => uploads,
  add,
  pause,
  resume,
  remove,
}
