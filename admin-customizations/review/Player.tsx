'use client'

import { useEffect, useRef, useState } from 'react'

import { isTyping } from '../lib/isTyping'
import type { ReviewFile } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'

const SPEEDS = [0.5, 1, 1.25, 1.5, 2] as const
/** Seconds of one frame at the 25 a second of most recorders; near enough to look at a single picture. */
const FRAME = 1 / 25

/** The rendition that the public would get, with the keys of an editing desk: J K L, comma and full stop, speed. */
export const Player = ({ file }: { file: ReviewFile }) => {
  const { t } = useLibrary()
  const video = useRef<HTMLVideoElement>(null)
  const [speed, setSpeed] = useState(1)
  const [isBroken, setIsBroken] = useState(false)
  useEffect(() => {
    if (video.current) video.current.playbackRate = speed
  }, [speed])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const player = video.current
      if (!player || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const move = (seconds: number) => {
        player.currentTime = Math.max(0, player.currentTime + seconds)
      }
      const toggle = () => void (player.paused ? player.play().catch(() => setIsBroken(true)) : player.pause())
      // Caps lock makes capitals of them.
      const key = event.key.toLowerCase()
      if (key === 'j') move(-10)
      else if (key === 'l') move(10)
      else if (key === ',') move(-FRAME)
      else if (key === '.') move(FRAME)
      else if (key === 'k') {
        // A key that is held down would start and stop it many times a second.
        if (!event.repeat) toggle()
      } else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className="lib-player">
      <video
        ref={video}
        controls
        preload="metadata"
        playsInline
        src={file.url}
        {...(file.poster ? { poster: file.poster } : {})}
        aria-label={file.name}
        onError={() => setIsBroken(true)}
        onLoadedMetadata={() => setIsBroken(false)}
      />
      <div className="lib-player__bar">
        <div className="lib-switch" role="group" aria-label={t('review:speed')}>
          {SPEEDS.map((each) => (
            <button key={each} type="button" aria-pressed={each === speed} onClick={() => setSpeed(each)}>
              {each}×
            </button>
          ))}
        </div>
        <small>{t('review:playerKeys')}</small>
      </div>
      {isBroken ? (
        <p className="lib-error" role="alert">
          ✕ {t('review:doesNotPlay')} <a href={file.sourceUrl}>{t('review:downloadSource')}</a>
        </p>
      ) : null}
    </div>
  )
}
