'use client'

import { useEffect, useRef } from 'react'

/**
 * Calls `tick` every `seconds` while `isOn`; the next wait begins when the call is done. A hidden tab asks nothing: what fell
 * due meanwhile is asked when it is shown again.
 */
export const usePoll = ({ isOn, seconds, tick }: { isOn: boolean; seconds: number; tick: () => Promise<void> }) => {
  const latest = useRef(tick)
  latest.current = tick
  useEffect(() => {
    if (!isOn) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isDue = false
    let isGone = false
    const wait = () => {
      timer = setTimeout(run, seconds * 1000)
    }
    const run = async () => {
      isDue = document.visibilityState !== 'visible'
      if (isDue) return
      await latest.current().catch(() => undefined)
      if (!isGone) wait()
    }
    const onShow = () => {
      if (isDue) void run()
    }
    wait()
    document.addEventListener('visibilitychange', onShow)
    return () => {
      isGone = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onShow)
    }
  }, [isOn, seconds])
}
