import type { Payload } from 'payload'

import type { Actor } from '../domain/actor'
import type { Entry } from '../domain/entries'
import { type Output, subjectHash } from '../domain/review'
import { AppError, isAppError } from '../errors'
import { SLUG } from '../slugs'
import { advanceRevision } from './advanceRevision'
import { shelfOf } from './publish'
import type { MachineFile, RevisionRow } from './rows'
import { readRow, transition } from './transition'

const advanceJob = (revision: string): Entry => ({ kind: 'job', type: 'advanceRevision', input: { revision } })

/**
 * The machine takes a revision on: frozen ▸ checking. A revision that is being checked already is returned as it is; one
 * whose shelf was purged while it was being submitted is withdrawn: look at the state of what is returned.
 */
export const beginCheck = async ({
  payload,
  actor,
  revision,
}: {
  payload: Payload
  actor: Actor
  revision: RevisionRow
}): Promise<RevisionRow> => {
  const { state } = await shelfOf({ payload, resource: revision.resource })
  if (state !== 'purged' && revision.state === 'checking') return revision
  const [to, entries] =
    state === 'purged'
      ? (['withdrawn', [{ kind: 'event', type: 'revision.withdrawn' }, advanceJob(revision.id)]] as const)
      : (['checking', [{ kind: 'event', type: 'revision.checking' }]] as const)
  return transition({ payload, slug: SLUG.revisions, row: revision, to, entries: [...entries], actor })
}

type SettleArgs = { payload: Payload; actor: Actor; revision: RevisionRow; files: MachineFile[]; outputs: Output[] }

const settlement = ({ revision, files, outputs }: Omit<SettleArgs, 'payload' | 'actor'>) => {
  const refusals = files.flatMap((file) => file.reasons.filter((reason) => reason.level === 'refuse'))
  const params = { title: revision.title, resource: revision.resource }
  const machine = { files }
  if (refusals.length > 0) {
    const codes = refusals.map((reason) => reason.code)
    return {
      to: 'unfit' as const,
      set: { machine, decidedAt: new Date().toISOString() },
      entries: [
        { kind: 'event', type: 'revision.unfit', data: { codes } },
        advanceJob(revision.id),
        { kind: 'notice', type: 'revisionUnfit', user: revision.owner, params },
      ] satisfies Entry[],
    }
  }
  const subject = { metadata: revision.metadata, files: revision.files, outputs }
  const contentHash = subjectHash({ track: 'content', subject })
  const technicalHash = subjectHash({ track: 'technical', subject })
  return {
    to: 'inReview' as const,
    set: { machine, outputs, contentHash, technicalHash },
    entries: [
      { kind: 'event', type: 'revision.inReview', data: { contentHash, technicalHash } },
      advanceJob(revision.id),
      { kind: 'notice', type: 'revisionInReview', user: revision.owner, params },
    ] satisfies Entry[],
  }
}

/**
 * The machine's verdict: checking ▸ unfit (reasons told to the teacher) or checking ▸ inReview with the outputs and both
 * subject hashes. @throws STAGE_CONFLICT when the teacher withdrew meanwhile; what was made for her is then given back
 */
export const settleMedia = async ({ payload, actor, revision, files, outputs }: SettleArgs): Promise<RevisionRow> => {
  try {
    await transition({
      payload,
      slug: SLUG.revisions,
      row: revision,
      ...settlement({ revision, files, outputs }),
      actor,
    })
  } catch (error) {
    if (isAppError(error, 'STAGE_CONFLICT')) await advanceRevision({ payload, revision: revision.id })
    throw error
  }
  return advanceRevision({ payload, revision: revision.id })
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
    entries: [{ kind: 'event', type: 'revision.withdrawn' }, advanceJob(revision)],
    actor,
  })
  return advanceRevision({ payload, revision })
}
