import type { Payload } from 'payload'

import { systemActor } from '../../src/domain/actor'
import { acceptedFile } from '../../src/domain/media/accept'
import type { ManifestFile, Output } from '../../src/domain/review'
import type { Handler } from '../../src/jobs/handler'
import { SLUG } from '../../src/slugs'
import { advanceRevision } from '../../src/workflow/advanceRevision'
import { revisionHolder } from '../../src/workflow/assets'
import { beginCheck, settleMedia } from '../../src/workflow/revisions'
import type { MachineFile } from '../../src/workflow/rows'
import { findRows, readRow } from '../../src/workflow/transition'
import { prepareVideo } from './prepareVideo'

const machine = systemActor('media')

/** A file that must be a video: by its kind, or because its name says so. */
const isVideo = (file: ManifestFile): boolean => file.group === 'video' || acceptedFile(file.name)?.group === 'video'

const asItIs = (file: ManifestFile): Output => ({
  file: file.file,
  role: 'original',
  asset: file.asset,
  sha256: file.sha256,
  size: file.size,
  mime: file.mime,
  name: file.name,
})

/** Milliseconds between two progress reports, and between two looks at whether the teacher took it back. */
const REPORT_EVERY = 1000
const LOOK_EVERY = 5000

/** Aborts once the revision is not being checked any more, so that a withdrawn lesson does not hold the lane. */
const watchWithdrawal = ({ payload, revision }: { payload: Payload; revision: string }) => {
  const gone = new AbortController()
  const look = async () => {
    const { state } = await readRow({ payload, slug: SLUG.revisions, id: revision })
    if (state !== 'checking') gone.abort(new Error('withdrawn'))
  }
  const timer = setInterval(() => {
    look().catch((error: unknown) => payload.logger.warn({ err: error, msg: `state of revision ${revision}` }))
  }, LOOK_EVERY)
  return { signal: gone.signal, end: () => clearInterval(timer) }
}

/**
 * The machine's part of a revision: every video is judged and prepared, other files are kept as they are, then the verdict
 * is settled in one transition. Does nothing for a revision that is settled, and stops at one that was withdrawn.
 */
export const checkRevision: Handler = async ({ payload, job, signal, report }) => {
  const found = await findRows({
    payload,
    slug: SLUG.revisions,
    where: { key: { equals: String(job.input.key) } },
    limit: 1,
  })
  if (!found[0] || !['frozen', 'checking'].includes(found[0].state)) return
  const revision = await beginCheck({ payload, actor: machine, revision: found[0] })
  if (revision.state !== 'checking') return
  const videos = revision.files.filter(isVideo)
  const files: MachineFile[] = []
  const outputs: Output[] = revision.files.filter((file) => !isVideo(file)).map(asItIs)
  const withdrawal = watchWithdrawal({ payload, revision: revision.id })
  const either = AbortSignal.any([signal, withdrawal.signal])
  let reportedAt = 0
  try {
    for (const [index, file] of videos.entries()) {
      const onProgress = (fraction: number) => {
        if (Date.now() - reportedAt < REPORT_EVERY) return
        reportedAt = Date.now()
        report({ step: file.name, percent: Math.floor(((index + fraction) / videos.length) * 100) }).catch(
          (error: unknown) => payload.logger.warn({ err: error, msg: 'progress not recorded' }),
        )
      }
      const prepared = await prepareVideo({
        payload,
        file,
        holder: revisionHolder(revision),
        signal: either,
        onProgress,
      })
      files.push(prepared.machine)
      outputs.push(...prepared.outputs)
    }
  } catch (error) {
    if (signal.aborted || !withdrawal.signal.aborted) throw error
    // What was made until now is held by the revision: given back.
    await advanceRevision({ payload, revision: revision.id })
    return
  } finally {
    withdrawal.end()
  }
  signal.throwIfAborted()
  await settleMedia({ payload, actor: machine, revision, files, outputs })
}
