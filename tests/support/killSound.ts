import type { Payload } from 'payload'

import * as upkeep from '../../media-worker/handlers/upkeep'
import { type AuditEvent, eventHash } from '../../src/audit/appendEvent'
import type { EventType, JobType, NoticeType } from '../../src/domain/entries'
import type { Handler } from '../../src/jobs/handler'
import { SLUG } from '../../src/slugs'
import type { JobRow } from '../../src/workflow/jobRow'
import type { MovedSlug, Rows } from '../../src/workflow/rows'
import { findRows } from '../../src/workflow/transition'

const all = async <T>(payload: Payload, collection: string, where: object, sort?: string): Promise<T[]> =>
  (
    await payload.db.find<T & { id: string }>({
      collection: collection as never,
      where: where as never,
      limit: 0,
      pagination: false,
      ...(sort ? { sort } : {}),
    })
  ).docs

type Any = Rows[MovedSlug]
type Moved = { slug: MovedSlug; row: Any; entity: string }
type StoredEvent = AuditEvent & { previousHash: string; hash: string }

/** The job and the notice that an event of this type brings along. */
const JOB_OF: Partial<Record<EventType, JobType>> = {
  'upload.received': 'ingestUpload',
  'upload.stored': 'releaseHolder',
  'upload.rejected': 'releaseHolder',
  'upload.expired': 'releaseHolder',
  'upload.discarded': 'releaseHolder',
  'revision.submitted': 'checkRevision',
  'revision.unfit': 'advanceRevision',
  'revision.inReview': 'advanceRevision',
  'revision.approved': 'advanceRevision',
  'revision.returned': 'advanceRevision',
  'revision.withdrawn': 'advanceRevision',
  'review.approved': 'advanceRevision',
  'review.returned': 'advanceRevision',
  'shelf.published': 'indexShelf',
  'shelf.retired': 'indexShelf',
  'shelf.restored': 'indexShelf',
  'asset.deleting': 'deleteAsset',
}
const NOTICE_OF: Partial<Record<EventType, NoticeType>> = {
  'upload.rejected': 'uploadRejected',
  'revision.unfit': 'revisionUnfit',
  'revision.inReview': 'revisionInReview',
  'revision.returned': 'revisionReturned',
  'revision.approved': 'revisionApproved',
  'shelf.published': 'shelfPublished',
  'shelf.retired': 'shelfRetired',
}

/** Every row that moves by transitions and belongs to these ids: the resource's rows, blobs, grants, client keys. */
export const rowsOf = async ({ payload, ids }: { payload: Payload; ids: Record<string, string> }): Promise<Moved[]> => {
  const rows: Moved[] = []
  const add = async (slug: MovedSlug, column: string, value: string[]) => {
    if (value.length === 0) return
    const found = await findRows({ payload, slug, where: { [column]: { in: value } } })
    rows.push(...found.map((row) => ({ slug, row, entity: `${slug}/${row.id}` })))
  }
  const given = (name: string) => (ids[name] ? [ids[name]] : [])
  for (const slug of [SLUG.uploads, SLUG.shelves, SLUG.revisions, SLUG.reviews])
    await add(slug, 'resource', given('resource'))
  await add(SLUG.roleGrants, 'user', given('user'))
  await add(SLUG.clientKeys, 'client', given('client'))
  const parts = rows.flatMap(({ slug, row }) => {
    if (slug === SLUG.uploads) return [(row as Rows['uploads']).asset]
    if (slug !== SLUG.revisions) return []
    const { files, outputs } = row as Rows['revisions']
    return [...files, ...outputs].map((part) => part.asset)
  })
  await add(SLUG.mediaAssets, 'id', [...new Set([...parts, ...given('asset')])].filter(Boolean))
  return rows
}

const done = async (payload: Payload, job: JobRow) =>
  payload.db.updateOne({
    collection: SLUG.jobs,
    where: { id: { equals: job.id } },
    data: { state: 'done' },
    options: { atomic: true },
  })

/** Runs the waiting upkeep jobs of these ids by their real handlers until none is left. */
export const finishJobs = async ({ payload, ids }: { payload: Payload; ids: Record<string, string> }) => {
  for (;;) {
    const entities = (await rowsOf({ payload, ids })).map(({ entity }) => entity)
    const jobs = (
      await all<JobRow>(payload, SLUG.jobs, {
        and: [{ entity: { in: entities } }, { state: { equals: 'queued' } }],
      })
    ).filter((job) => job.type in upkeep)
    if (jobs.length === 0) return
    for (const job of jobs) {
      const handler = upkeep[job.type as keyof typeof upkeep] as Handler
      await handler({ payload, job, signal: new AbortController().signal, report: async () => undefined })
      await done(payload, job)
    }
  }
}

/** The events of one row: as many as its seq, each (seq, n) once, every hash recomputed and linked to the one before. */
export const expectChain = async ({ payload, entity, row }: { payload: Payload } & Pick<Moved, 'entity' | 'row'>) => {
  const events = await all<StoredEvent>(payload, SLUG.auditEvents, { entity: { equals: entity } }, 'position')
  expect({ entity, seqs: events.map((event) => event.seq) }).toEqual({
    entity,
    seqs: Array.from({ length: row.seq }, (_, index) => index + 1),
  })
  let previousHash = ''
  for (const { seq, n, type, actor, at, data, ...stored } of events) {
    const hash = eventHash({ entity, seq, n, type, actor, at, data }, previousHash)
    expect({ entity, seq, previousHash: stored.previousHash, hash: stored.hash }).toEqual({
      entity,
      seq,
      previousHash,
      hash,
    })
    previousHash = hash
  }
  return events
}

/** What each event entails is there exactly once. */
const expectEntailed = async ({
  payload,
  entity,
  events,
}: {
  payload: Payload
  entity: string
  events: StoredEvent[]
}) => {
  const jobs = await all<JobRow>(payload, SLUG.jobs, { entity: { equals: entity } })
  const notices = await all<{ key: string; type: string }>(payload, SLUG.notices, { key: { like: `${entity}:` } })
  const started = (rows: { key: string; type: string }[], seq: number) =>
    rows.filter((row) => row.key.startsWith(`${entity}:${seq}:`)).map((row) => row.type)
  for (const { seq, type } of events) {
    const wanted = type === 'shelf.purged' ? ['indexShelf', 'releaseHolder'] : [JOB_OF[type]].filter(Boolean)
    // A purge is asked for by the clock, not by an event.
    const asked = started(jobs, seq).filter((job) => job !== 'purgeShelf')
    expect({ entity, type, jobs: asked.sort() }).toEqual({ entity, type, jobs: wanted })
    expect({ entity, type, notices: started(notices, seq) }).toEqual({
      entity,
      type,
      notices: [NOTICE_OF[type]].filter(Boolean),
    })
  }
}

/** What is over for good, or older than what is live, holds nothing any more. */
const isOver = ({ state, number }: Rows['revisions'], liveNumber: number): boolean =>
  ['unfit', 'withdrawn'].includes(state) || (['returned', 'superseded'].includes(state) && number < liveNumber)

const expectReferences = async ({ payload, rows }: { payload: Payload; rows: Moved[] }) => {
  const holds = new Set<string>()
  const shelf = rows.find(({ slug }) => slug === SLUG.shelves)?.row as Rows['shelves'] | undefined
  for (const { slug, row } of rows) {
    if (slug === SLUG.uploads && row.state === 'stored') holds.add(`${(row as Rows['uploads']).asset}|upload/${row.id}`)
    if (slug !== SLUG.revisions || shelf?.state === 'purged') continue
    if (isOver(row as Rows['revisions'], shelf?.liveNumber ?? 0)) continue
    const { files, outputs, key } = row as Rows['revisions']
    for (const { asset } of [...files, ...outputs]) holds.add(`${asset}|revision/${key}`)
  }
  if (holds.size === 0) return
  const assets = [...new Set([...holds].map((key) => key.split('|')[0]!))]
  const refs = await all<{ key: string }>(payload, SLUG.assetRefs, { asset: { in: assets } })
  expect(refs.map((ref) => ref.key).sort()).toEqual([...holds].sort())
}

/** Nothing half: what is on the shelf has both keys of two people, what is decided has no open seat, and so on. */
const expectWhole = (rows: Moved[]) => {
  const of = <S extends MovedSlug>(slug: S) =>
    rows.filter((each) => each.slug === slug).map(({ row }) => row as Rows[S])
  const [shelf] = of(SLUG.shelves)
  for (const revision of of(SLUG.revisions)) {
    const seats = of(SLUG.reviews).filter((seat) => seat.revision === revision.id)
    const states = seats.map((seat) => seat.state)
    if (['frozen', 'checking', 'unfit'].includes(revision.state)) expect(seats).toHaveLength(0)
    // A submission may be taken back before its seats are open.
    else if (revision.state !== 'withdrawn')
      expect(seats.map((seat) => seat.track).sort()).toEqual(['content', 'technical'])
    if (['returned', 'withdrawn'].includes(revision.state))
      expect(states.filter((state) => state === 'open' || state === 'claimed')).toEqual([])
    if (['approved', 'superseded'].includes(revision.state)) {
      expect(states).toEqual(['approved', 'approved'])
      expect(new Set(seats.map((seat) => seat.reviewer)).size).toBe(2)
      expect(shelf!.liveNumber).toBeGreaterThanOrEqual(revision.number)
    }
    expect(shelf?.liveRevision === revision.id).toBe(revision.state === 'approved')
  }
}

/** Everything that must hold of these ids' rows, whatever happened on the way. */
export const expectSound = async ({ payload, ids }: { payload: Payload; ids: Record<string, string> }) => {
  const rows = await rowsOf({ payload, ids })
  expect(rows.length).toBeGreaterThan(0)
  for (const { entity, row } of rows) {
    expect({ entity, dirty: row.dirty, drainedSeq: row.drainedSeq }).toEqual({
      entity,
      dirty: false,
      drainedSeq: row.seq,
    })
    const events = await expectChain({ payload, entity, row })
    await expectEntailed({ payload, entity, events })
  }
  if (ids.resource) {
    await expectReferences({ payload, rows })
    expectWhole(rows)
  }
}
