import type { Payload } from 'payload'

import { env } from '../env'
import type { Language } from '../errors'
import { SLUG } from '../slugs'
import type { JobRow } from '../workflow/jobRow'
import { withdrawRevision } from '../workflow/revisions'
import type { ReviewRow, RevisionRow, ShelfRow } from '../workflow/rows'
import { submitResource } from '../workflow/submitResource'
import { findRows } from '../workflow/transition'
import { discardFile, filesOf, ownResourceDoc, type ResourceDoc, usedBytes } from '../workflow/uploads'
import { endpoint, languageOf, pageOf } from './endpoint'
import { fileView, reviewView, revisionView, shelfView } from './views'

const newestByResource = (rows: RevisionRow[]): Map<string, RevisionRow> => {
  const newest = new Map<string, RevisionRow>()
  for (const row of rows) if ((newest.get(row.resource)?.number ?? 0) < row.number) newest.set(row.resource, row)
  return newest
}

/** Progress of the machine on a revision, while it works on it. */
const progressOf = async ({ payload, revision }: { payload: Payload; revision: RevisionRow | undefined }) => {
  if (!revision || !['frozen', 'checking'].includes(revision.state)) return null
  const { docs } = await payload.db.find<JobRow>({
    collection: SLUG.jobs,
    where: { and: [{ entity: { equals: `${SLUG.revisions}/${revision.id}` } }, { type: { equals: 'checkRevision' } }] },
    sort: '-createdAt',
    limit: 1,
    pagination: false,
  })
  const job = docs[0]
  return job ? { state: job.state, attempts: job.claims, ...(job.progress ?? {}) } : null
}

/** What a teacher's list shows of each working copy: one query a collection for the page, never a join. */
export const describeWork = async ({
  payload,
  docs,
  language,
}: {
  payload: Payload
  docs: ResourceDoc[]
  language: Language
}) => {
  const where = { resource: { in: docs.map((doc) => doc.id) } }
  const shelves = new Map(
    (await findRows({ payload, slug: SLUG.shelves, where })).map((row: ShelfRow) => [row.resource, row]),
  )
  const newest = newestByResource(await findRows({ payload, slug: SLUG.revisions, where }))
  const reviews = await findRows({
    payload,
    slug: SLUG.reviews,
    where: { revision: { in: [...newest.values()].map((row) => row.id) } },
  })
  return Promise.all(
    docs.map(async (doc) => {
      const revision = newest.get(doc.id)
      const shelf = shelves.get(doc.id)
      return {
        id: doc.id,
        title: doc.title ?? '',
        updatedAt: (doc as { updatedAt?: string }).updatedAt ?? '',
        shelf: shelf ? shelfView(shelf) : null,
        revision: revision ? revisionView({ row: revision, language }) : null,
        progress: await progressOf({ payload, revision }),
        reviews: reviews
          .filter((row: ReviewRow) => row.revision === revision?.id && row.round === revision.round)
          .map((row) => reviewView({ row, language })),
      }
    }),
  )
}

/** The teacher's side: my work, one working copy with everything that became of it, submit, withdraw, remove a file. */
export const workEndpoints = [
  endpoint({
    method: 'get',
    path: '/work/mine',
    handler: async ({ req, actor, query }) => {
      const { page, limit } = pageOf(query, 50)
      const found = await req.payload.db.find<ResourceDoc>({
        collection: SLUG.resources,
        where: { and: [{ owner: { equals: actor.id } }, { isHidden: { not_equals: true } }] },
        sort: '-updatedAt',
        page,
        limit,
        pagination: true,
      })
      return {
        items: await describeWork({ payload: req.payload, docs: found.docs, language: languageOf(req) }),
        page,
        totalPages: found.totalPages,
        total: found.totalDocs,
      }
    },
  }),
  endpoint({
    method: 'get',
    path: '/work/quota',
    handler: async ({ req, actor }) => ({
      used: await usedBytes({ payload: req.payload, owner: actor.id }),
      quota: env().UPLOAD_QUOTA_BYTES,
      maxFile: env().UPLOAD_MAX_BYTES,
    }),
  }),
  endpoint({
    method: 'get',
    path: '/work/resources/:id',
    handler: async ({ req, actor, params }) => {
      const { payload } = req
      const language = languageOf(req)
      const doc = await ownResourceDoc({ payload, actor, resource: params.id! })
      const files = await filesOf({ payload, resource: doc.id })
      const uploads = await findRows({
        payload,
        slug: SLUG.uploads,
        where: { id: { in: files.map((file) => file.upload) } },
      })
      const [work] = await describeWork({ payload, docs: [doc], language })
      return {
        resource: doc,
        files: files.map((file) =>
          fileView({ file, upload: uploads.find((upload) => upload.id === file.upload), language }),
        ),
        ...work,
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/work/resources/:id/submit',
    handler: async ({ req, actor, params }) => {
      const row = await submitResource({ payload: req.payload, actor, resource: params.id! })
      return { revision: revisionView({ row, language: languageOf(req) }) }
    },
  }),
  endpoint({
    method: 'post',
    path: '/work/revisions/:id/withdraw',
    handler: async ({ req, actor, params }) => {
      const row = await withdrawRevision({ payload: req.payload, actor, revision: params.id! })
      return { revision: revisionView({ row, language: languageOf(req) }) }
    },
  }),
  endpoint({
    method: 'delete',
    path: '/work/files/:id',
    handler: async ({ req, actor, params }) => {
      await discardFile({ payload: req.payload, actor, file: params.id! })
    },
  }),
]
