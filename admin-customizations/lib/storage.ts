'use client'

const PREFIX = 'library:'

/** Small things that a browser remembers for a person. A full or forbidden store is not an error: nothing is kept then. */
export const remember = (key: string, value: unknown): void => {
  try {
    if (value === null || value === undefined) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // Private windows and full disks: the page works without.
  }
}

export const recall = <T>(key: string): T | null => {
  try {
    const text = localStorage.getItem(PREFIX + key)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** What is remembered under names that begin like this, by name. */
export const recallAll = <T>(start: string): [string, T][] => {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX + start))
      .map((name) => name.slice(PREFIX.length))
      .flatMap((key): [string, T][] => {
        const value = recall<T>(key)
        return value === null ? [] : [[key, value]]
      })
  } catch {
    return []
  }
}

const idOf = (): string => Math.random().toString(36).slice(2)
let own = ''

/** Names this tab: the same after a reload, another in every other tab. */
export const tabId = (): string => {
  try {
    own = sessionStorage.getItem(`${PREFIX}tab`) ?? (own || idOf())
    sessionStorage.setItem(`${PREFIX}tab`, own)
  } catch {
    own ||= idOf()
  }
  return own
}
