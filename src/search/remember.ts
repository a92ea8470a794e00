import type { Payload } from 'payload'

type Kept<T> = { until: number; value: Promise<T> }

export type Remembered<T> = {
  get: (payload: Payload, key?: string) => Promise<T>
  /** Reads anew at the next call. */
  forget: (payload: Payload) => void
}

/**
 * Keeps what `load` read for `seconds`, each key once per Payload instance; at most `most` keys. A failure is not kept.
 * Only for plain data that everybody may see.
 */
export const remember = <T>({
  seconds,
  most = 200,
  load,
}: {
  seconds: number
  most?: number
  load: (payload: Payload, key: string) => Promise<T>
}): Remembered<T> => {
  const all = new WeakMap<Payload, Map<string, Kept<T>>>()
  const get = (payload: Payload, key = ''): Promise<T> => {
    const kept = all.get(payload) ?? new Map<string, Kept<T>>()
    all.set(payload, kept)
    const found = kept.get(key)
    if (found && found.until > Date.now()) return found.value
    if (kept.size >= most) kept.clear()
    const value = load(payload, key)
    kept.set(key, { until: Date.now() + seconds * 1000, value })
    value.catch(() => kept.delete(key))
    return value
  }
  return { get, forget: (payload) => void all.delete(payload) }
}
