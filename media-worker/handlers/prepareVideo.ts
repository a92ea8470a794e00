import path from 'node:path'

import type { Payload } from 'payload'

import { systemActor } from '../../src/domain/actor'
import { judge } from '../../src/domain/media/judge'
import { COUNTY_VOD } from '../../src/domain/media/limits'
import { planFullTranscode, planRendition } from '../../src/domain/media/plan'
import type { Plan, Probe } from '../../src/domain/media/types'
import type { ManifestFile, Output } from '../../src/domain/review'
import { env } from '../../src/env'
import { isAppError } from '../../src/errors'
import { SLUG } from '../../src/slugs'
import { blobKey, storage } from '../../src/storage'
import { hashFile } from '../../src/storage/hashStream'
import { describeAsset, holdAsset, storeAsset } from '../../src/workflow/assets'
import type { AssetRow, MachineFile } from '../../src/workflow/rows'
import { readRow } from '../../src/workflow/transition'
import { isDecodable } from '../ffmpeg/isDecodable'
import { isMediaError } from '../ffmpeg/mediaError'
import { makePoster } from '../ffmpeg/poster'
import { renderVideo } from '../ffmpeg/transcode'
import { localCopy, withWorkFolder } from '../workFolder'
import { type Inspection, inspectVideo } from './inspectVideo'

const machine = systemActor('media')

/** Names what was made of a file; another version of the profile makes another rendition. */
const PROFILE = `${COUNTY_VOD.key}@${COUNTY_VOD.version}`

export type Prepared = { machine: MachineFile; outputs: Output[] }

type Args = {
  payload: Payload
  file: ManifestFile
  /** Who holds what is made: the revision. */
  holder: string
  signal: AbortSignal
  onProgress: (fraction: number) => void
}

const outputOf = ({ file, asset, role }: { file: ManifestFile; asset: AssetRow; role: Output['role'] }): Output => {
  // An upload that is published itself is an MP4 too, also under the name and type of an M4V or MOV.
  const [mime, extension] = role === 'poster' ? ['image/jpeg', 'jpg'] : ['video/mp4', 'mp4']
  const name = `${path.parse(file.name).name}.${extension}`
  return { file: file.file, role, asset: asset.id, sha256: asset.sha256, size: asset.size, mime, name }
}

type Kept = { video: AssetRow; poster: AssetRow; plan: Plan['kind'] }

/** What an earlier job made of this very blob under this profile, held now; null when there is none or it is going. */
const findKept = async ({
  payload,
  source,
  holder,
}: {
  payload: Payload
  source: AssetRow
  holder: string
}): Promise<Kept | null> => {
  const known = source.renditions?.[PROFILE]
  if (!known) return null
  try {
    await holdAsset({ payload, asset: known.video, holder })
    await holdAsset({ payload, asset: known.poster, holder })
  } catch (error) {
    if (isAppError(error, 'ASSET_GONE')) return null
    throw error
  }
  const video = await readRow({ payload, slug: SLUG.mediaAssets, id: known.video })
  const poster = await readRow({ payload, slug: SLUG.mediaAssets, id: known.poster })
  return { video, poster, plan: known.plan }
}

const keep = async ({
  payload,
  file,
  mime,
  holder,
  signal,
}: {
  payload: Payload
  file: string
  mime: string
  holder: string
  signal: AbortSignal
}): Promise<AssetRow> => {
  const { sha256, size } = await hashFile({ path: file, signal })
  return storeAsset({
    payload,
    actor: machine,
    sha256,
    size,
    mime,
    holder,
    keyFor: (generation) => blobKey({ sha256, generation, extension: path.extname(file) }),
    place: async (key) => {
      await storage().putFile({ key, path: file, contentType: mime, signal })
    },
  })
}

type MakeArgs = Args & { source: AssetRow; probe: Probe; inputPath: string; folder: string }

/** The plan for a file that was judged fit; what a damaged one would pass on unread is decoded and encoded instead. */
const planFor = async ({
  inputPath,
  probe,
  signal,
}: {
  inputPath: string
  probe: Probe
  signal: AbortSignal
}): Promise<Plan> => {
  const plan = planRendition({ probe, profile: COUNTY_VOD })
  const isSound = await isDecodable({ path: inputPath, probe, plan, signal })
  return isSound ? plan : planFullTranscode({ probe, profile: COUNTY_VOD })
}

const makeAndKeepPoster = async ({
  payload,
  probe,
  inputPath,
  folder,
  holder,
  signal,
}: MakeArgs): Promise<AssetRow> => {
  const file = path.join(folder, 'poster.jpg')
  await makePoster({ inputPath, probe, outputPath: file, signal })
  return keep({ payload, file, mime: 'image/jpeg', holder, signal })
}

/** Makes the rendition; a plan to copy publishes the uploaded file itself. */
const makeAndKeepVideo = async ({
  payload,
  source,
  probe,
  inputPath,
  folder,
  holder,
  signal,
  onProgress,
}: MakeArgs): Promise<Omit<Kept, 'poster'>> => {
  const wanted = await planFor({ inputPath, probe, signal })
  if (wanted.kind === 'copy') return { video: source, plan: 'copy' }
  const outputPath = path.join(folder, 'rendition.mp4')
  const rendered = await renderVideo({
    inputPath,
    outputPath,
    probe,
    plan: wanted,
    profile: COUNTY_VOD,
    threads: env().FFMPEG_THREADS,
    signal,
    onProgress: ({ outTimeSeconds }) => onProgress(Math.min(0.99, outTimeSeconds / Math.max(1, probe.durationSeconds))),
  })
  const video = await keep({ payload, file: outputPath, mime: 'video/mp4', holder, signal })
  await describeAsset({ payload, actor: machine, asset: video.id, change: () => ({ probe: rendered.probe }) })
  return { video: { ...video, probe: rendered.probe }, plan: rendered.plan.kind }
}

/** Rendition and poster side by side. When one fails the other is stopped and waited for: it works in a folder that goes. */
const make = async (args: MakeArgs): Promise<Kept> => {
  const failed = new AbortController()
  const both = { ...args, signal: AbortSignal.any([args.signal, failed.signal]) }
  const work = [makeAndKeepVideo(both), makeAndKeepPoster(both)] as const
  try {
    const [made, poster] = await Promise.all(work)
    return { ...made, poster }
  } catch (error) {
    failed.abort(error)
    for (const each of work) await each.catch(() => undefined)
    throw error
  }
}

/** What ffprobe found in these very bytes when they came in, judged by the limits of today; else looked at now. */
const inspect = async ({
  source,
  inputPath,
  signal,
}: {
  source: AssetRow
  inputPath: string
  signal: AbortSignal
}): Promise<Inspection> => {
  if (!source.probe) return inspectVideo({ path: inputPath, signal })
  const verdict = judge({ probe: source.probe, profile: COUNTY_VOD })
  return { probe: source.probe, verdict, reasons: verdict.reasons }
}

/**
 * Judges one video of a revision and prepares what the public will get. Looks for the output by content first, so that
 * the job may run again at any point; everything it makes is stored by hash and held for the revision.
 * @throws MediaError that blames the machine, AppError of the store: the job is tried again
 */
export const prepareVideo = async (args: Args): Promise<Prepared> => {
  const { payload, file, holder, signal } = args
  const source = await readRow({ payload, slug: SLUG.mediaAssets, id: file.asset })
  return withWorkFolder(async (folder) => {
    const inputPath = await localCopy({ key: source.storageKey, folder, maxBytes: env().UPLOAD_MAX_BYTES, signal })
    const { probe, verdict, reasons } = await inspect({ source, inputPath, signal })
    const report: MachineFile = {
      file: file.file,
      name: file.name,
      plan: null,
      verdict,
      probe,
      outputProbe: null,
      reasons,
    }
    if (!probe || verdict.outcome === 'unfit') return { machine: report, outputs: [] }
    try {
      const kept =
        (await findKept({ payload, source, holder })) ?? (await make({ ...args, source, probe, inputPath, folder }))
      await describeAsset({
        payload,
        actor: machine,
        asset: source.id,
        change: (row) => ({
          probe,
          verdict,
          renditions: {
            ...row.renditions,
            [PROFILE]: { plan: kept.plan, video: kept.video.id, poster: kept.poster.id },
          },
        }),
        data: { plan: kept.plan },
      })
      return {
        machine: { ...report, plan: kept.plan, outputProbe: kept.plan === 'copy' ? probe : kept.video.probe },
        outputs: [
          outputOf({ file, asset: kept.video, role: 'rendition' }),
          outputOf({ file, asset: kept.poster, role: 'poster' }),
        ],
      }
    } catch (error) {
      if (!isMediaError(error) || !error.isFileFault) throw error
      return { machine: { ...report, reasons: [...reasons, ...error.reasons] }, outputs: [] }
    }
  })
}
