import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { approve } from './approve'
import { chooseLesson } from './chooseLesson'
import { poll, Refusal } from './client'
import { requireSame } from './compare'
import { download } from './download'
import { failureOf, type Journey, newJourney, type PlanKind } from './journey'
import { readPublished } from './readPublished'
import type { Travellers } from './travellers'
import { uploadFile } from './upload'

type Reason = { code: string; message: string; level: string }
type Work = {
  resource: { id: string }
  files: { id: string; state: string; reasons: Reason[] }[]
  revision: {
    id: string
    state: string
    machine: { plan: PlanKind; mbPerMinute: number | null; reasons: Reason[] }[]
  } | null
  progress: { percent?: number; state: string } | null
  shelf: { id: string; state: string; liveNumber: number } | null
}

/** Longest waits in seconds: a long lesson on a slow machine takes its time. */
const WAIT = { ingest: 1800, machine: 4 * 3600, index: 300 }

/** The server refuses the file itself at its upload: it goes back to the teacher as well. */
const AT_THE_DOOR = ['BAD_INPUT', 'UPLOAD_TOO_LARGE', 'FILE_TYPE']

const kindOf = (file: string): 'video' | 'lesson-plan' | 'courseware' | 'material' => {
  const extension = path.extname(file).toLowerCase()
  if (/\.(mp4|m4v|mov|mkv|webm|avi|wmv|asf|flv|mpe?g|m?ts|m2ts|3gp)$/.test(extension)) return 'video'
  if (/\.(pptx?|ppsx?|dps)$/.test(extension)) return 'courseware'
  return /\.(pdf|docx?|wps)$/.test(extension) ? 'lesson-plan' : 'material'
}

const short = ({ code, message }: Reason) => ({ code, message })

type Args = {
  url: string
  who: Travellers
  /** As it was named, and where it lies. */
  file: string
  local: string
  say: (step: string) => void
}
type Step = Args & { journey: Journey; title: string; timed: <T>(step: string, run: () => Promise<T>) => Promise<T> }

const workOf = ({ who }: Step, resource: string) => who.teacher.json<Work>(`/api/work/resources/${resource}`)

/** Form and upload. @returns the working copy, or null when the file was refused at the door */
const handIn = async (step: Step): Promise<string | null> => {
  const { url, who, local, say, journey, title, timed } = step
  return timed('upload', async () => {
    const body = {
      ...(await chooseLesson({ teacher: who.teacher })),
      title,
      channel: 'delivery',
      originality: 'original',
      shareLevel: 'county',
      isDeclared: true,
    }
    const { doc } = await who.teacher.json<{ doc: { id: string } }>('/api/resources', { method: 'POST', body })
    try {
      await uploadFile({
        url,
        client: who.teacher,
        file: local,
        resource: doc.id,
        kind: kindOf(local),
        onProgress: (part) => say(`上传 ${Math.round(part * 100)}%`),
      })
      return doc.id
    } catch (error) {
      if (!(error instanceof Refusal) || !AT_THE_DOOR.includes(error.code)) throw error
      journey.outcome = 'returned'
      journey.reasons = [failureOf(error)]
      return null
    }
  })
}

/** Until every byte is measured and stored. @returns whether the file was taken */
const waitForStore = async (step: Step, resource: string): Promise<boolean> => {
  const { say, journey, timed } = step
  const files = await timed('ingest', () =>
    poll({
      what: 'ingest',
      seconds: WAIT.ingest,
      ask: async () => {
        say('校验')
        const { files } = await workOf(step, resource)
        return files.every((each) => ['stored', 'rejected'].includes(each.state)) ? files : null
      },
    }),
  )
  if (files.every((each) => each.state === 'stored')) return true
  journey.outcome = 'returned'
  journey.reasons = files.flatMap((each) => each.reasons).map(short)
  return false
}

/** Submission and the machine's verdict. @returns the revision under review, or null when it came back */
const waitForMachine = async (step: Step, resource: string): Promise<string | null> => {
  const { who, say, journey, timed } = step
  const revision = await timed('machine', async () => {
    await who.teacher.json(`/api/work/resources/${resource}/submit`, { method: 'POST' })
    return poll({
      what: 'machine',
      seconds: WAIT.machine,
      ask: async () => {
        const { revision: row, progress } = await workOf(step, resource)
        say(`机检 ${progress?.percent ?? 0}%`)
        return row && !['frozen', 'checking'].includes(row.state) ? row : null
      },
    })
  })
  const [machine] = revision.machine
  journey.plan = machine?.plan ?? null
  journey.mbPerMinute.in = machine?.mbPerMinute ?? null
  journey.reasons = revision.machine
    .flatMap((each) => each.reasons.filter((reason) => reason.level === 'refuse'))
    .map(short)
  if (revision.state !== 'unfit') return revision.id
  journey.outcome = 'returned'
  return null
}

/** Both keys turned: the item as a client app reads it. */
const waitForPublication = (step: Step, resource: string) => {
  const { who, say, timed } = step
  say('发布')
  return timed('publish', async () => {
    const shelf = await poll({
      what: 'publish',
      seconds: 60,
      ask: async () => {
        const { shelf: row } = await workOf(step, resource)
        return row?.state === 'live' ? row : null
      },
    })
    return poll({ what: 'GraphQL', seconds: 60, ask: () => readPublished({ app: who.app, id: shelf.id }) })
  })
}

const waitForSearch = ({ who, say, journey, title, timed }: Step, id: string) => {
  say('检索')
  return timed('search', () =>
    poll({
      what: 'search',
      seconds: WAIT.index,
      ask: async () => {
        const { hits, degraded } = await who.school.json<{ hits: { id: string }[]; degraded: boolean }>(
          `/api/library/search?${new URLSearchParams({ q: title })}`,
        )
        journey.isSearchDegraded = degraded
        return hits.find((hit) => hit.id === id) ?? null
      },
    }),
  )
}

const goAllTheWay = async (step: Step): Promise<void> => {
  const { url, who, local, say, journey, title, timed } = step
  const resource = await handIn(step)
  if (resource === null || !(await waitForStore(step, resource))) return
  const revision = await waitForMachine(step, resource)
  if (revision === null) return

  say('内容审核')
  await timed('content', () => approve({ office: who.content, revision, title }))
  say('技术审核')
  await timed('technical', () => approve({ office: who.technical, revision, title }))

  const published = await waitForPublication(step, resource)
  requireSame({ what: 'title', claimed: title, found: published.title })
  journey.url = new URL(`/resources/${published.id}`, url).href
  await waitForSearch(step, published.id)

  say('下载比对')
  const [delivered] = published.files
  if (!delivered) throw new Error('GraphQL names no file')
  const folder = await mkdtemp(path.join(tmpdir(), 'library-journey-'))
  try {
    await timed('download', () => download({ school: who.school, url, file: delivered, folder }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  if (delivered.durationSeconds) {
    const rate = (size: number) => Math.round((size / 1e6 / (delivered.durationSeconds! / 60)) * 100) / 100
    journey.mbPerMinute = { in: rate((await stat(local)).size), out: rate(delivered.size) }
  }
  const page = await who.school.raw(journey.url)
  requireSame({ what: 'page', claimed: 200, found: page.status })
  journey.outcome = 'published'
}

/** One file, the whole way, through the public HTTP interfaces only. What goes wrong is the last of its reasons. */
export const travel = async (args: Args): Promise<Journey> => {
  const journey = newJourney(args.file)
  const timed = async <T>(step: string, run: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    try {
      return await run()
    } finally {
      journey.seconds[step] = Math.round((performance.now() - from) / 10) / 100
    }
  }
  const title = `${path.parse(args.local).name.slice(0, 50)} ${randomBytes(4).toString('hex')}`
  try {
    await goAllTheWay({ ...args, journey, title, timed })
  } catch (error) {
    journey.reasons.push(failureOf(error))
  }
  return journey
}
