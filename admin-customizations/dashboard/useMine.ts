'use client'

import { useCallback, useRef, useState } from 'react'

import { reasonText } from '../../src/domain/media/reasons'
import type { Reason } from '../../src/domain/media/types'
import type { Language } from '../../src/errors'
import { api, type Page } from '../lib/api'
import type { MineJson, WorkJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { useLoad } from '../lib/useLoad'
import { usePoll } from '../lib/usePoll'
import { pollSeconds, type RejectedFile } from './group'

const PAGE = 50

type UploadDoc = { id: string; resource: string; name: string; reasons: Reason[] | null }

const readRejected = async (language: Language, signal?: AbortSignal): Promise<RejectedFile[]> => {
  const { docs } = await api<Page<UploadDoc>>(
    '/uploads?where[state][equals]=rejected&limit=50&depth=0',
    signal ? { signal } : {},
  )
  return docs.map(({ id, resource, name, reasons }) => ({
    id,
    resource,
    name,
    reasons: (reasons ?? []).map(({ code, level, params }) => ({
      code,
      level,
      message: reasonText({ code, params, language }),
    })),
  }))
}

type Mine = { items: WorkJson[]; total: number; rejected: RejectedFile[] }

/**
 * The teacher's own resources, page by page. While something is under way they are read again: every 3 s while a machine
 * has it, every 30 s while offices have it, and only as long as the page can be seen.
 */
export const useMine = () => {
  const { language } = useLibrary()
  const pages = useRef(1)
  const [isReadingMore, setIsReadingMore] = useState(false)

  const readPage = (page: number, signal?: AbortSignal) =>
    api<MineJson>(`/work/mine?limit=${PAGE}&page=${page}`, signal ? { signal } : {})

  const load = useLoad<Mine>('mine', async (signal) => {
    const numbers = Array.from({ length: pages.current }, (_, index) => index + 1)
    const [rejected, ...answers] = await Promise.all([
      readRejected(language, signal),
      ...numbers.map((page) => readPage(page, signal)),
    ])
    const items = answers.flatMap((answer) => answer.items)
    const once = [...new Map(items.map((item) => [item.id, item])).values()]
    return { items: once, total: answers[0]?.total ?? 0, rejected }
  })
  const { data, reload } = load

  const seconds = pollSeconds(data?.items ?? [])
  usePoll({ isOn: seconds !== null, seconds: seconds ?? 30, tick: reload })

  const more = useCallback(async () => {
    pages.current += 1
    setIsReadingMore(true)
    await reload()
    setIsReadingMore(false)
  }, [reload])

  return { ...load, more, isReadingMore, hasMore: !!data && data.items.length < data.total }
}
