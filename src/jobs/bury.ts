import type { Payload } from 'payload'

import { systemActor } from '../domain/actor'
import type { Reason } from '../domain/media/types'
import { isAppError } from '../errors'
import { SLUG } from '../slugs'
import type { JobRow } from '../workflow/jobRow'
import { beginCheck, settleMedia } from '../workflow/revisions'
import { findRows } from '../workflow/transition'
import { readUpload, rejectUpload } from '../workflow/uploads'

const actor = systemActor('jobs')
const FAILED: Reason = { code: 'PROCESSING_FAILED', level: 'refuse', params: {} }

const giveUpRevision = async ({ payload, key }: { payload: Payload; key: string }) => {
  const [row] = await findRows({ payload, slug: SLUG.revisions, where: { key: { equals: key } }, limit: 1 })
  if (!row || !['frozen', 'checking'].includes(row.state)) return
  const revision = await beginCheck({ payload, actor, revision: row })
  const videos = revision.files.filter((file) => file.group === 'video')
  const files = (videos.length > 0 ? videos : revision.files).map((file) => ({
    file: file.file,
    name: file.name,
    plan: null,
    verdict: null,
    probe: null,
    outputProbe: null,
    reasons: [FAILED],
  }))
  await settleMedia({ payload, actor, revision, files, outputs: [] })
}

const giveUpUpload = async ({ payload, id }: { payload: Payload; id: string }) => {
  const upload = await readUpload({ payload, id })
  if (upload.state === 'received') await rejectUpload({ payload, actor, upload, reasons: [FAILED] })
}

/**
 * What follows from a dead letter: the teacher is told and can act (a poison file must not keep a submission waiting for
 * ever). The job row stays for the IT office. The sweep calls it again after a kill.
 */
export const buryJob = async ({ payload, job }: { payload: Payload; job: JobRow }): Promise<void> => {
  payload.logger.error({ msg: `dead letter: ${job.key} (${job.type}): ${job.lastError}` })
  try {
    if (job.type === 'checkRevision') await giveUpRevision({ payload, key: String(job.input.key) })
    if (job.type === 'ingestUpload') await giveUpUpload({ payload, id: String(job.input.upload) })
  } catch (error) {
    if (!isAppError(error, 'STAGE_CONFLICT')) throw error
  }
}
