'use client'

import { useEffect, useRef } from 'react'

/** Calls `tick` every `seconds` while `isOn` and the page can be seen; the next wait begins when the call is done. */
export const usePoll = ({ isOn, seconds, tick }: { isOn: boolean; seconds: number; tick: () => Promise<void> }) => {
  const latest = useRef(tick)
  latest.current = tick
  useEffect(() => {
    if (!isOn) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    const wait = () => {
      timer = setTimeout(run, seconds * 1000)
    }
    const run = async () => {
      if (document.visibilityState === 'visible') await latest.current().catch(() => undefined)
      if (!isGone) wait()
    }
    wait()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [isOn, seconds])
}
