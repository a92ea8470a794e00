import { randomUUID } from 'node:crypto'

import type { Payload } from 'payload'

import { audienceToken, type Place, type ShareLevel } from '../../src/domain/audience'
import { SLUG } from '../../src/slugs'
import type { Copies, RevisionRow, ShelfRow } from '../../src/workflow/rows'

type Wish = Partial<
  Pick<Copies, 'title' | 'subject' | 'grade' | 'stage' | 'channel' | 'kinds' | 'nodePath' | 'textbook' | 'node'>
> &
  Partial<Pick<Copies, 'ownerName' | 'schoolName'>> & {
    summary?: string
    keywords?: string
    level?: ShareLevel
    place?: Place
    publishedAt?: string
  }

const HERE: Place = { school: 'school-1', county: '411327', city: '411300', province: '410000' }

/** A live shelf with its revision, written as the verbs leave them; `indexDue`, so that a sync is owed. */
export const buildShelf = async ({ payload, ...wish }: Wish & { payload: Payload }): Promise<ShelfRow> => {
  const { level = 'national', place = HERE, publishedAt = new Date().toISOString(), ...given } = wish
  const { summary = '', keywords = '', ...columns } = given
  const resource = randomUUID()
  const kinds = columns.kinds ?? '|video|lesson-plan|'
  const copies: Copies = {
    title: '一节课',
    owner: randomUUID(),
    ownerName: '王老师',
    schoolName: '桥头镇中心小学',
    ...place,
    channel: 'delivery',
    stage: 'primary',
    grade: 'g3',
    subject: 'math',
    textbook: '',
    node: '',
    nodePath: '',
    level,
    durationSeconds: 600,
    ...columns,
    kind: kinds.split('|')[1] ?? '',
    kinds,
  }
  const moved = { seq: 2, drainedSeq: 2, dirty: false, pending: [] }
  const sha256 = 'a'.repeat(64)
  const file = { file: randomUUID(), asset: randomUUID(), sha256, size: 1000, mime: 'video/mp4', name: '课.mp4' }
  const files = [{ ...file, kind: 'video', group: 'video', order: 1 }]
  const outputs = [
    { ...file, role: 'rendition' as const, asset: randomUUID(), size: 500 },
    { ...file, role: 'poster' as const, asset: randomUUID(), size: 50, mime: 'image/jpeg', name: '课.jpg' },
  ]
  const revision = (await payload.db.create({
    collection: SLUG.revisions,
    data: {
      ...moved,
      ...copies,
      state: 'approved',
      key: `${resource}:1`,
      resource,
      number: 1,
      metadata: { title: copies.title, secretNote: 'nobody@test.example' },
      contributors: [{ name: '李老师', user: 'user-li' }],
      files,
      outputs,
      machine: { files: [] },
      contentHash: sha256,
      technicalHash: sha256,
      round: 1,
      submittedAt: publishedAt,
      decidedAt: publishedAt,
    },
  })) as RevisionRow
  return (await payload.db.create({
    collection: SLUG.shelves,
    data: {
      ...moved,
      ...copies,
      state: 'live',
      resource,
      liveRevision: revision.id,
      liveNumber: 1,
      audience: audienceToken({ level, place }),
      summary,
      keywords,
      publishedAt,
      seals: [
        { track: 'content', reviewer: '教研员甲', at: publishedAt },
        { track: 'technical', reviewer: '技术员乙', at: publishedAt },
      ],
      indexedSeq: 0,
      indexDue: true,
      retireReason: '',
      retireNote: '',
      purgeAfter: '',
      tombstone: null,
    },
  })) as ShelfRow
}
