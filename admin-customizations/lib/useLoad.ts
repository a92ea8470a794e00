'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

type Loaded<T> = {
  data: T | null
  error: unknown
  isLoading: boolean
  /** Reads again; what is shown stays until the answer is there. */
  reload: () => Promise<void>
  setData: (data: T) => void
}

/**
 * Reads something once per `key` and again on `reload`; an answer that comes after a newer question is dropped. A null
 * key reads nothing.
 */
export const useLoad = <T>(key: string | null, read: (signal: AbortSignal) => Promise<T>): Loaded<T> => {
  const [data, setData] = useState<T | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [isLoading, setIsLoading] = useState(key !== null)
  const running = useRef<AbortController | null>(null)
  const reader = useRef(read)
  reader.current = read

  const reload = useCallback(async () => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setIsLoading(true)
    try {
      const answer = await reader.current(controller.signal)
      if (controller.signal.aborted) return
      setData(answer)
      setError(null)
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure)
    }
    if (!controller.signal.aborted) setIsLoading(false)
  }, [])

  useEffect(() => {
    if (key !== null) void reload()
    else {
      setIsLoading(false)
      setError(null)
    }
    return () => running.current?.abort()
  }, [key, reload])

  return { data, error, isLoading, reload, setData }
}
