import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { Upload } from '@tus/server'
import type { Payload, Where } from 'payload'

import { loadActor } from '../src/access/actor'
import type { Actor } from '../src/domain/actor'
import type { ReasonCode } from '../src/domain/reasons'
import type { Track } from '../src/domain/roles'
import { env } from '../src/env'
import { SLUG } from '../src/slugs'
import { createTusStore } from '../src/storage/tusStore'
import { claimReview, decideReview } from '../src/workflow/reviews'
import { submitResource } from '../src/workflow/submitResource'
import { findRows, readRow } from '../src/workflow/transition'
import { receiveUpload, startUpload } from '../src/workflow/uploads'
import { makeClip } from './clips'
import { discJpeg, picturesPdf } from './pictures'

type File = { name: string; kind: string; make: (folder: string) => Promise<string> }
type Ending = 'published' | 'inReview' | 'returned' | 'machine'
type Item = {
  teacher: string
  title: string
  summary: string
  lesson: string
  channel: string
  level?: string
  files: File[]
  ending: Ending
}

const video = (name: string, clip: Omit<Parameters<typeof makeClip>[0], 'folder' | 'name'>): File => ({
  name,
  kind: 'video',
  make: (folder) => makeClip({ folder, name, ...clip }),
})
const pdf = (name: string, kind: string, discs: { parts: number; filled: number }[]): File => ({
  name,
  kind,
  make: async (folder) => {
    const file = path.join(folder, name)
    await writeFile(file, await picturesPdf(await Promise.all(discs.map((disc) => discJpeg(disc)))))
    return file
  },
})
const picture = (name: string, disc: { parts: number; filled: number }): File => ({
  name,
  kind: 'material',
  make: async (folder) => {
    const file = path.join(folder, name)
    await writeFile(file, await discJpeg(disc))
    return file
  },
})

const discs = (...pairs: [number, number][]) => pairs.map(([parts, filled]) => ({ parts, filled }))

/** What the demo county has: published, waiting, sent back by an office, sent back by the machine. Made by ourselves. */
const ITEMS: Item[] = [
  {
    teacher: 'teacher',
    title: '分数的初步认识——几分之一',
    summary: '用折纸和圆片认识二分之一、三分之一和四分之一，会读会写。',
    lesson: '几分之一',
    channel: 'delivery',
    ending: 'published',
    files: [
      video('几分之一 课堂实录.mp4', { seconds: 40, discs: discs([2, 1], [3, 1], [4, 1]) }),
      pdf('几分之一 教学设计.pdf', 'lesson-plan', discs([2, 1], [4, 1])),
      picture('圆片图.jpg', { parts: 4, filled: 1 }),
    ],
  },
  {
    teacher: 'teacher2',
    title: '几分之几：同样多的份数怎样比大小',
    summary: '从涂色到比较，理解分母相同的分数。',
    lesson: '几分之几',
    channel: 'masters',
    level: 'national',
    ending: 'published',
    files: [
      video('几分之几 名师课堂.mkv', {
        seconds: 30,
        discs: discs([5, 2], [5, 3], [8, 5]),
        size: [1920, 1080],
        codec: 'mpeg4',
        pitch: 330,
      }),
    ],
  },
  {
    teacher: 'teacher2',
    title: '分数的简单计算 练习与作业',
    summary: '同分母分数加减的分层练习。',
    lesson: '分数的简单计算',
    channel: 'schools',
    ending: 'published',
    files: [pdf('分数的简单计算 练习.pdf', 'homework', discs([6, 2], [6, 4]))],
  },
  {
    teacher: 'teacher',
    title: '分数的简单应用（第1课时）',
    summary: '求一个数的几分之几。',
    lesson: '分数的简单应用',
    channel: 'delivery',
    ending: 'inReview',
    files: [
      video('分数的简单应用.mp4', { seconds: 24, discs: discs([9, 3], [12, 4]), pitch: 262 }),
      pdf('分数的简单应用 导学案.pdf', 'lesson-plan', discs([9, 3])),
    ],
  },
  {
    teacher: 'teacher',
    title: '倍的认识 课件',
    summary: '倍的认识配套课件。',
    lesson: '倍的认识',
    channel: 'schools',
    ending: 'returned',
    files: [pdf('倍的认识 课件.pdf', 'courseware', discs([3, 2], [7, 3]))],
  },
  {
    teacher: 'teacher',
    title: '认识四边形',
    summary: '这一段录制时没有打开麦克风。',
    lesson: '四边形',
    channel: 'delivery',
    ending: 'machine',
    files: [video('认识四边形.mp4', { seconds: 12, discs: discs([4, 2]), hasSound: false })],
  },
]

type Stage = { payload: Payload; people: (key: string) => Promise<Actor> }

const poll = async <T>(ask: () => Promise<T | undefined | false>): Promise<T> => {
  for (let attempt = 0; attempt < 1200; attempt++) {
    const answer = await ask()
    if (answer) return answer
    await pause(250)
  }
  throw new Error('The worker did not finish the demo resources within 5 minutes; see its log')
}

const findNode = async (payload: Payload, title: string) => {
  const { docs } = await payload.find({
    collection: SLUG.nodes,
    where: { and: [{ title: { equals: title } }, { type: { equals: 'lesson' } }] },
    limit: 1,
    depth: 0,
  })
  const node = docs[0] as unknown as { id: string; textbook: string } | undefined
  if (!node) return { node: '', textbook: '', stage: 'primary', grade: 'g3', subject: 'math' }
  const books = await payload.find({
    collection: SLUG.textbooks,
    where: { key: { equals: node.textbook } },
    limit: 1,
    depth: 0,
  })
  const book = books.docs[0]
  return {
    node: String(node.id),
    textbook: String(book?.id ?? ''),
    stage: book?.stage ?? 'primary',
    grade: book?.grade ?? '',
    subject: book?.subject ?? '',
  }
}

/** Brings one file in as a finished upload; the worker measures and stores it. */
const hand = async ({
  payload,
  teacher,
  resource,
  file,
  folder,
}: {
  payload: Payload
  teacher: Actor
  resource: string
  file: File
  folder: string
}) => {
  const local = await file.make(folder)
  const { size } = await stat(local)
  const tusId = randomUUID().replaceAll('-', '')
  const store = createTusStore()
  await store.create(new Upload({ id: tusId, size, offset: 0 }))
  await store.write(createReadStream(local), tusId, 0)
  const upload = await startUpload({
    payload,
    actor: teacher,
    tusId,
    resource,
    name: file.name,
    size,
    mime: '',
    kind: file.kind,
    maxBytes: env().UPLOAD_MAX_BYTES,
    quotaBytes: env().UPLOAD_QUOTA_BYTES,
  })
  await receiveUpload({ payload, actor: teacher, upload, size })
}

type Verdict = { verdict: 'approved' } | { verdict: 'returned'; reasons: ReasonCode[]; comment: string }

const decide = async ({
  payload,
  revision,
  track,
  reviewer,
  decision,
}: {
  payload: Payload
  revision: string
  track: Track
  reviewer: Actor
  decision: Verdict
}) => {
  const seat = await poll(async () => {
    const where: Where = { and: [{ revision: { equals: revision } }, { track: { equals: track } }] }
    return (await findRows({ payload, slug: SLUG.reviews, where, limit: 1 }))[0]
  })
  await claimReview({ payload, actor: reviewer, review: seat.id, leaseSeconds: 600 })
  await decideReview({ payload, actor: reviewer, review: seat.id, decision })
}

const finish = async ({ payload, people, revision, ending }: Stage & { revision: string; ending: Ending }) => {
  const checked = await poll(async () => {
    const row = await readRow({ payload, slug: SLUG.revisions, id: revision })
    return !['frozen', 'checking'].includes(row.state) && row
  })
  if (checked.state !== 'inReview') return
  if (ending === 'published') {
    await decide({
      payload,
      revision,
      track: 'content',
      reviewer: await people('content'),
      decision: { verdict: 'approved' },
    })
    await decide({
      payload,
      revision,
      track: 'technical',
      reviewer: await people('technical'),
      decision: { verdict: 'approved' },
    })
  }
  if (ending === 'returned') {
    const decision: Verdict = {
      verdict: 'returned',
      reasons: ['SCIENTIFIC', 'NORMATIVE'],
      comment: '第 2 页“3 的 7 倍”图示应为 7 组；请同时补上引用图片的出处。',
    }
    await decide({ payload, revision, track: 'content', reviewer: await people('content'), decision })
  }
}

/**
 * Fills the demo county through the workflow verbs, with a worker running beside: each item is uploaded, submitted,
 * checked by the machine and decided by the demo reviewers. An item whose title exists already is left alone.
 */
export const seedDemoContent = async ({ payload }: { payload: Payload }): Promise<void> => {
  const people = async (key: string): Promise<Actor> => {
    const { docs } = await payload.find({
      collection: SLUG.users,
      where: { email: { equals: `${key}@demo.example` } },
      limit: 1,
      depth: 0,
    })
    if (!docs[0]) throw new Error(`Demo person ${key} is missing: run seedPeople first`)
    return loadActor({ payload, user: docs[0] as never })
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'library-demo-'))
  try {
    for (const item of ITEMS) {
      const teacher = await people(item.teacher)
      const same = await payload.count({
        collection: SLUG.resources,
        where: { and: [{ title: { equals: item.title } }, { owner: { equals: teacher.id } }] },
      })
      if (same.totalDocs > 0) continue
      const place = await findNode(payload, item.lesson)
      const doc = await payload.db.create({
        collection: SLUG.resources,
        data: {
          ...place,
          title: item.title,
          summary: item.summary,
          keywords: '',
          owner: teacher.id,
          ownerName: teacher.name,
          school: teacher.place.school,
          channel: item.channel,
          contributors: [],
          minorsVisible: false,
          consentRecorded: false,
          originality: 'original',
          rightsHolder: teacher.name,
          licence: '',
          shareLevel: item.level ?? 'county',
          isDeclared: true,
          isHidden: false,
        },
      })
      const resource = String((doc as { id: string }).id)
      for (const file of item.files) await hand({ payload, teacher, resource, file, folder })
      await poll(async () => {
        const rows = await findRows({ payload, slug: SLUG.uploads, where: { resource: { equals: resource } } })
        return rows.every((row) => row.state === 'stored')
      })
      const revision = await submitResource({ payload, actor: teacher, resource })
      if (item.ending !== 'inReview') await finish({ payload, people, revision: revision.id, ending: item.ending })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
