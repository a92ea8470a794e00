'use client'

import { toast } from '@payloadcms/ui'
import { useRef, useState } from 'react'

import { useLibrary } from '../lib/useLibrary'

/** Runs one change at a time and says how it went. */
export const useAttempt = () => {
  const { explain } = useLibrary()
  const [isBusy, setIsBusy] = useState(false)
  const lock = useRef(false)
  const attempt = async (what: () => Promise<string | void>): Promise<void> => {
    if (lock.current) return
    lock.current = true
    setIsBusy(true)
    try {
      const done = await what()
      if (done) toast.success(done)
    } catch (error) {
      const { code, message } = explain(error)
      toast.error(`${message} (${code})`)
    }
    lock.current = false
    setIsBusy(false)
  }
  return { attempt, isBusy }
}
