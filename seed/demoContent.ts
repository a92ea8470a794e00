import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
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
import type { RevisionRow } from '../src/workflow/rows'
import { submitResource } from '../src/workflow/submitResource'
import { findRows, readRow } from '../src/workflow/transition'
import { discardUpload, receiveUpload, startUpload } from '../src/workflow/uploads'
import { DEMO_ITEMS, type DemoFile, type DemoItem, type Ending } from './demoItems'
import { findLesson } from './findLesson'

type Stage = {
  payload: Payload
  people: (key: string) => Promise<Actor>
  /** For what is made on the way. */
  folder: string
  /** Ends the work between two steps; the next run goes on where it stopped. */
  signal: AbortSignal
}

const poll = async <T>({ signal, ask }: { signal: AbortSignal; ask: () => Promise<T | undefined | false> }) => {
  for (let attempt = 0; attempt < 1200; attempt++) {
    signal.throwIfAborted()
    const answer = await ask()
    if (answer) return answer
    await pause(250)
  }
  throw new Error('The worker did not finish the demo resources within 5 minutes; see its log')
}

type Placed = Stage & { teacher: Actor; resource: string }

/** Brings one file in as a finished upload; the worker measures and stores it. */
const hand = async ({ payload, teacher, resource, folder, file }: Placed & { file: DemoFile }) => {
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

const uploadsOf = ({ payload, resource }: Placed) =>
  findRows({ payload, slug: SLUG.uploads, where: { resource: { equals: resource } } })

/** Every file of an item, those left out that a run before has brought in. */
const handAll = async ({ item, ...placed }: Placed & { item: DemoItem }) => {
  const { payload, teacher, signal } = placed
  for (const upload of await uploadsOf(placed)) {
    // Cut off before its bytes were counted: the file is handed in again.
    if (upload.state !== 'receiving') continue
    await discardUpload({ payload, actor: teacher, upload })
    await payload.db.deleteMany({ collection: SLUG.resourceFiles, where: { upload: { equals: upload.id } } })
  }
  const there = (await uploadsOf(placed)).filter(({ state }) => state === 'received' || state === 'stored')
  for (const file of item.files) {
    signal.throwIfAborted()
    if (!there.some(({ name }) => name === file.name)) await hand({ ...placed, file })
  }
  await poll({
    signal,
    ask: async () => (await uploadsOf(placed)).every(({ state }) => !['receiving', 'received'].includes(state)),
  })
}

type Verdict = { verdict: 'approved' } | { verdict: 'returned'; reasons: ReasonCode[]; comment: string }

/** One office's decision, unless its seat is decided or held by somebody else by now. */
const decide = async ({
  payload,
  signal,
  revision,
  track,
  reviewer,
  decision,
}: Stage & { revision: string; track: Track; reviewer: Actor; decision: Verdict }) => {
  const where: Where = { and: [{ revision: { equals: revision } }, { track: { equals: track } }] }
  const seat = await poll({
    signal,
    ask: async () => (await findRows({ payload, slug: SLUG.reviews, where, limit: 1 }))[0],
  })
  const isOwn = seat.state === 'claimed' && seat.reviewer === reviewer.id
  if (seat.state !== 'open' && !isOwn) return
  if (!isOwn) await claimReview({ payload, actor: reviewer, review: seat.id, leaseSeconds: 600 })
  await decideReview({ payload, actor: reviewer, review: seat.id, decision })
}

const RETURNED: Verdict = {
  verdict: 'returned',
  reasons: ['SCIENTIFIC', 'NORMATIVE'],
  comment: '第 2 页“3 的 7 倍”图示应为 7 组；请同时补上引用图片的出处。',
}

/** What each office says of an item that ends so; one that waits or was stopped by the machine is decided by nobody. */
const DECISIONS: Record<Ending, [Track, Verdict][]> = {
  published: [
    ['content', { verdict: 'approved' }],
    ['technical', { verdict: 'approved' }],
  ],
  returned: [['content', RETURNED]],
  inReview: [],
  machine: [],
}

const finish = async ({ revision, ending, ...stage }: Stage & { revision: string; ending: Ending }) => {
  const { payload, people, signal } = stage
  if (ending === 'inReview') return
  const checked = await poll({
    signal,
    ask: async () => {
      const row = await readRow({ payload, slug: SLUG.revisions, id: revision })
      return !['frozen', 'checking'].includes(row.state) && row
    },
  })
  if (checked.state !== 'inReview') return
  for (const [track, decision] of DECISIONS[ending])
    await decide({ ...stage, revision, track, reviewer: await people(track), decision })
}

const workingCopy = async ({ payload, teacher, item }: { payload: Payload; teacher: Actor; item: DemoItem }) => {
  const where: Where = { and: [{ title: { equals: item.title } }, { owner: { equals: teacher.id } }] }
  const found = await payload.db.findOne<{ id: string }>({ collection: SLUG.resources, where })
  if (found) return String(found.id)
  const { id }: { id: string | number } = await payload.db.create({
    collection: SLUG.resources,
    data: {
      ...(await findLesson({ payload, title: item.lesson })),
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
  return String(id)
}

/** One item from wherever a run before left it: working copy, files, submission, decisions. */
const bringItem = async ({ item, ...stage }: Stage & { item: DemoItem }) => {
  const { payload, people } = stage
  const teacher = await people(item.teacher)
  const resource = await workingCopy({ payload, teacher, item })
  const where = { resource: { equals: resource } }
  const known: RevisionRow[] = await findRows({ payload, slug: SLUG.revisions, where, limit: 1 })
  if (!known[0]) await handAll({ ...stage, teacher, resource, item })
  const revision = known[0] ?? (await submitResource({ payload, actor: teacher, resource }))
  await finish({ ...stage, revision: revision.id, ending: item.ending })
}

/**
 * Fills the demo county through the workflow verbs, with a worker running beside: each item is uploaded, submitted,
 * checked by the machine and decided by the demo reviewers. May be stopped and run again: it goes on where it was.
 */
export const seedDemoContent = async ({
  payload,
  signal,
  onItem = () => {},
}: {
  payload: Payload
  signal: AbortSignal
  onItem?: (args: { title: string; number: number; count: number }) => void
}): Promise<void> => {
  const people = async (key: string): Promise<Actor> => {
    const where = { email: { equals: `${key}@demo.example` } }
    const { docs } = await payload.find({ collection: SLUG.users, where, limit: 1, depth: 0 })
    if (!docs[0]) throw new Error(`Demo person ${key} is missing: run seedPeople first`)
    return loadActor({ payload, user: docs[0] as never })
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'library-demo-'))
  try {
    for (const [index, item] of DEMO_ITEMS.entries()) {
      onItem({ title: item.title, number: index + 1, count: DEMO_ITEMS.length })
      await bringItem({ payload, people, folder, signal, item })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
