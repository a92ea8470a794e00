import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import { type Output, subjectHash } from '../domain/review'
import { AppError } from '../errors'
import { SLUG } from '../slugs'
import { advanceRevision } from './advanceRevision'
import type { MachineFile, RevisionRow } from './rows'
import { readRow, transition } from './transition'

/** The machine takes a revision on: frozen ▸ checking. A revision that is being checked already is returned as it is. */
export const beginCheck = async ({
  payload,
  actor,
  revision,
}: {
  payload: Payload
  actor: Actor
  revision: RevisionRow
}): Promise<RevisionRow> => {
  if (revision.state === 'checking') return revision
  return transition({
    payload,
    slug: SLUG.revisions,
    row: revision,
    to: 'checking',
    entries: [{ kind: 'event', type: 'revision.checking' }],
    actor,
  })
}

type SettleArgs = { payload: Payload; actor: Actor; revision: RevisionRow; files: MachineFile[]; outputs: Output[] }

/**
 * The machine's verdict: checking ▸ unfit (reasons told to the teacher) or checking ▸ inReview with the outputs and both
 * subject hashes. @throws STAGE_CONFLICT when the teacher withdrew meanwhile
 */
export const settleMedia = async ({ payload, actor, revision, files, outputs }: SettleArgs): Promise<RevisionRow> => {
  const refusals = files.flatMap((file) => file.reasons.filter((reason) => reason.level === 'refuse'))
  const machine = { files }
  const params = { title: revision.title, resource: revision.resource }
  if (refusals.length > 0) {
    return transition({
      payload,
      slug: SLUG.revisions,
      row: revision,
      to: 'unfit',
      set: { machine, decidedAt: new Date().toISOString() },
      entries: [
        { kind: 'event', type: 'revision.unfit', data: { codes: refusals.map((reason) => reason.code) } },
        { kind: 'notice', type: 'revisionUnfit', user: revision.owner, params },
      ],
      actor,
    })
  }
  const subject = { metadata: revision.metadata, files: revision.files, outputs }
  const contentHash = subjectHash({ track: 'content', subject })
  const technicalHash = subjectHash({ track: 'technical', subject })
  const settled = await transition({
    payload,
    slug: SLUG.revisions,
    row: revision,
    to: 'inReview',
    set: { machine, outputs, contentHash, technicalHash },
    entries: [
      { kind: 'event', type: 'revision.inReview', data: { contentHash, technicalHash } },
      { kind: 'job', type: 'advanceRevision', input: { revision: revision.id } },
      { kind: 'notice', type: 'revisionInReview', user: revision.owner, params },
    ],
    actor,
  })
  return advanceRevision({ payload, revision: settled.id })
}

/** The teacher takes a submission back before it is decided: frozen, checking, inReview ▸ withdrawn. @throws NOT_YOURS, STAGE_CONFLICT */
export const withdrawRevision = async ({
  payload,
  actor,
  revision,
}: {
  payload: Payload
  actor: Actor
  revision: string
}): Promise<RevisionRow> => {
  const row = await readRow({ payload, slug: SLUG.revisions, id: revision })
  if (row.owner !== actor.id) throw new AppError('NOT_YOURS')
  await transition({
    payload,
    slug: SLUG.revisions,
    row,
    to: 'withdrawn',
    set: { decidedAt: new Date().toISOString() },
    entries: [
      { kind: 'event', type: 'revision.withdrawn' },
      { kind: 'job', type: 'advanceRevision', input: { revision } },
    ],
    actor,
  })
  return advanceRevision({ payload, revision })
}
