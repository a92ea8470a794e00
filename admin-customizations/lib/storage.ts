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
