import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'

import { type Account, type Client, createClient, measureBody, poll, Refusal, signIn } from './client'
import { ffprobe, requireSame } from './compare'
import { uploadFile } from './upload'

export type Accounts = { url?: string; apiKey: string; accounts: Record<string, Account> }
export type Outcome = 'published' | 'returned' | 'failed'
export type PlanKind = 'copy' | 'remux' | 'partial' | 'transcode' | null
export type Journey = {
  file: string
  outcome: Outcome
  plan: PlanKind
  reasons: { code: string; message: string }[]
  /** Seconds each step took. */
  seconds: Record<string, number>
  url: string | null
  /** Decimal MB a minute of the uploaded and of the published file; null where there is no duration. */
  mbPerMinute: { in: number | null; out: number | null }
  /** Whether search answered without Meilisearch; null when it was not reached. */
  isSearchDegraded: boolean | null
}

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
type PublishedFile = {
  name: string
  group: string
  size: number
  sha256: string
  url: string
  downloadUrl: string
  durationSeconds: number | null
  width: number | null
  height: number | null
}
type Published = { id: string; title: string; files: PublishedFile[] }

/** Longest waits in seconds: a long lesson on a slow machine takes its time. */
const WAIT = { ingest: 1800, machine: 4 * 3600, index: 300 }

/** The server refuses the file itself before or at its upload: it goes back to the teacher as well. */
const AT_THE_DOOR = ['BAD_INPUT', 'UPLOAD_TOO_LARGE', 'FILE_TYPE']

const QUERY = `query ($id: ID!) { publishedResource(id: $id) { id title files { name group size sha256 url downloadUrl durationSeconds width height } } }`

const group = (file: string): 'video' | 'lesson-plan' | 'courseware' | 'material' => {
  const extension = path.extname(file).toLowerCase()
  if (/\.(mp4|m4v|mov|mkv|webm|avi|wmv|asf|flv|mpe?g|m?ts|m2ts|3gp)$/.test(extension)) return 'video'
  if (/\.(pptx?|ppsx?|dps)$/.test(extension)) return 'courseware'
  return /\.(pdf|docx?|wps)$/.test(extension) ? 'lesson-plan' : 'material'
}

type Office = { client: Client; track: 'content' | 'technical' }

const approve = async ({
  office,
  revision,
  title,
}: {
  office: Office
  revision: string
  title: string
}): Promise<void> => {
  const review = await poll({
    what: `${office.track} queue`,
    seconds: 60,
    ask: async () => {
      const query = new URLSearchParams({ track: office.track, q: title, limit: '100' })
      const { items } = await office.client.json<{ items: { id: string; revision: string }[] }>(
        `/api/review/queue?${query}`,
      )
      return items.find((item) => item.revision === revision) ?? null
    },
  })
  await office.client.json(`/api/review/reviews/${review.id}/claim`, { method: 'POST' })
  await office.client.json(`/api/review/reviews/${review.id}/approve`, { method: 'POST' })
}

const askGraphql = async ({ app, id }: { app: Client; id: string }): Promise<Published | null> => {
  const { data, errors } = await app.json<{
    data?: { publishedResource: Published | null }
    errors?: { message: string }[]
  }>('/api/graphql', {
    method: 'POST',
    body: { query: QUERY, variables: { id } },
  })
  if (errors) throw new Error(`GraphQL: ${errors.map((error) => error.message).join('; ')}`)
  return data?.publishedResource ?? null
}

/** Downloads the whole published file, compares it with what the API claimed, then plays a middle range of it. */
const download = async ({
  school,
  url,
  file,
  folder,
}: {
  school: Client
  url: string
  file: PublishedFile
  folder: string
}): Promise<void> => {
  const local = path.join(folder, `published${path.extname(file.name) || '.bin'}`)
  const address = new URL(file.url, url).href
  const answer = await school.raw(address)
  if (answer.status !== 200) throw new Error(`download answered ${answer.status}`)
  const sink = createWriteStream(local)
  const measured = await measureBody({
    answer,
    onChunk: async (chunk) => {
      if (!sink.write(chunk)) await once(sink, 'drain')
    },
  })
  sink.end()
  await once(sink, 'finish')
  requireSame({ what: 'SHA-256', claimed: file.sha256, found: measured.sha256 })
  requireSame({ what: 'size', claimed: file.size, found: measured.size })
  if (file.group === 'video') {
    const found = await ffprobe(local)
    requireSame({ what: 'width', claimed: file.width, found: found.width })
    requireSame({ what: 'height', claimed: file.height, found: found.height })
    requireSame({ what: 'codec', claimed: 'h264', found: found.codec })
    if (Math.abs((file.durationSeconds ?? 0) - found.seconds) > 0.5)
      throw new Error(`duration: claimed ${file.durationSeconds}, found ${found.seconds}`)
  }
  const middle = Math.floor(file.size / 2)
  const end = Math.min(file.size - 1, middle + 65_535)
  const part = await school.raw(address, { headers: { Range: `bytes=${middle}-${end}` } })
  requireSame({ what: 'range status', claimed: 206, found: part.status })
  requireSame({
    what: 'Content-Range',
    claimed: `bytes ${middle}-${end}/${file.size}`,
    found: part.headers.get('content-range'),
  })
  requireSame({ what: 'range length', claimed: end - middle + 1, found: (await part.arrayBuffer()).byteLength })
}

export type Travellers = { teacher: Client; content: Office; technical: Office; school: Client; app: Client }

/** Signs in everybody that a journey needs. */
export const signInAll = async ({ url, accounts }: { url: string; accounts: Accounts }): Promise<Travellers> => {
  const as = (key: string) => {
    const account = accounts.accounts[key]
    if (!account) throw new Error(`The accounts file names nobody for “${key}”`)
    return signIn({ url, account })
  }
  return {
    teacher: await as('teacher'),
    content: { client: await as('content'), track: 'content' },
    technical: { client: await as('technical'), track: 'technical' },
    school: await as('viewer'),
    app: createClient({ url, headers: { Authorization: `api-clients API-Key ${accounts.apiKey}` } }),
  }
}

type Args = { url: string; who: Travellers; file: string; say: (step: string) => void }

/** One file, the whole way, through the public HTTP interfaces only. */
export const travel = async ({ url, who, file, say }: Args): Promise<Journey> => {
  const journey: Journey = {
    file,
    outcome: 'failed',
    plan: null,
    reasons: [],
    seconds: {},
    url: null,
    mbPerMinute: { in: null, out: null },
    isSearchDegraded: null,
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'library-journey-'))
  const timed = async <T>(step: string, run: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    try {
      return await run()
    } finally {
      journey.seconds[step] = Math.round((performance.now() - from) / 10) / 100
    }
  }
  try {
    const size = (await stat(file)).size
    const title = `${path.parse(file).name.slice(0, 50)} ${randomBytes(4).toString('hex')}`
    const work = async (id: string) => who.teacher.json<Work>(`/api/work/resources/${id}`)

    const id = await timed('upload', async () => {
      const node = await who.teacher.json<{ docs: { id: string; textbook: string }[] }>(
        '/api/catalogue-nodes?where[type][equals]=lesson&limit=1',
      )
      const body = {
        title,
        channel: 'delivery',
        stage: 'primary',
        grade: 'g3',
        subject: 'math',
        node: node.docs[0]?.id ?? '',
        originality: 'original',
        shareLevel: 'county',
        isDeclared: true,
      }
      const { doc } = await who.teacher.json<{ doc: { id: string } }>('/api/resources', { method: 'POST', body })
      await uploadFile({
        url,
        client: who.teacher,
        file,
        resource: doc.id,
        kind: group(file),
        onProgress: (part) => say(`上传 ${Math.round(part * 100)}%`),
      })
      return doc.id
    })

    const stored = await timed('ingest', () =>
      poll({
        what: 'ingest',
        seconds: WAIT.ingest,
        ask: async () => {
          say('校验')
          const { files } = await work(id)
          return files.every((each) => ['stored', 'rejected'].includes(each.state)) ? files : null
        },
      }),
    )
    if (stored.some((each) => each.state === 'rejected')) {
      return {
        ...journey,
        outcome: 'returned',
        reasons: stored.flatMap((each) => each.reasons).map(({ code, message }) => ({ code, message })),
      }
    }

    const checked = await timed('machine', async () => {
      await who.teacher.json(`/api/work/resources/${id}/submit`, { method: 'POST' })
      return poll({
        what: 'machine',
        seconds: WAIT.machine,
        ask: async () => {
          const { revision, progress } = await work(id)
          say(`机检 ${progress?.percent ?? 0}%`)
          return revision && !['frozen', 'checking'].includes(revision.state) ? revision : null
        },
      })
    })
    const [machine] = checked.machine
    journey.plan = machine?.plan ?? null
    journey.mbPerMinute.in = machine?.mbPerMinute ?? null
    journey.reasons = checked.machine
      .flatMap((each) => each.reasons.filter((reason) => reason.level === 'refuse'))
      .map(({ code, message }) => ({ code, message }))
    if (checked.state === 'unfit') return { ...journey, outcome: 'returned' }

    say('内容审核')
    await timed('content', () => approve({ office: who.content, revision: checked.id, title }))
    say('技术审核')
    await timed('technical', () => approve({ office: who.technical, revision: checked.id, title }))

    say('发布')
    const published = await timed('publish', async () => {
      const shelf = await poll({
        what: 'publish',
        seconds: 60,
        ask: async () => {
          const { shelf: row } = await work(id)
          return row?.state === 'live' ? row : null
        },
      })
      return poll({ what: 'GraphQL', seconds: 60, ask: () => askGraphql({ app: who.app, id: shelf.id }) })
    })
    requireSame({ what: 'title', claimed: title, found: published.title })
    journey.url = new URL(`/resources/${published.id}`, url).href

    say('检索')
    await timed('search', () =>
      poll({
        what: 'search',
        seconds: WAIT.index,
        ask: async () => {
          const { hits, degraded } = await who.school.json<{ hits: { id: string }[]; degraded: boolean }>(
            `/api/library/search?${new URLSearchParams({ q: title })}`,
          )
          journey.isSearchDegraded = degraded
          return hits.find((hit) => hit.id === published.id) ?? null
        },
      }),
    )
    say('下载比对')
    const [delivered] = published.files
    if (!delivered) throw new Error('GraphQL names no file')
    await timed('download', () => download({ school: who.school, url, file: delivered, folder }))
    if (delivered.durationSeconds) {
      const minutes = delivered.durationSeconds / 60
      journey.mbPerMinute = {
        in: Math.round((size / 1e6 / minutes) * 100) / 100,
        out: Math.round((delivered.size / 1e6 / minutes) * 100) / 100,
      }
    }
    const page = await who.school.raw(journey.url)
    requireSame({ what: 'page', claimed: 200, found: page.status })
    return { ...journey, outcome: 'published' }
  } catch (error) {
    if (error instanceof Refusal && AT_THE_DOOR.includes(error.code)) {
      return { ...journey, outcome: 'returned', reasons: [{ code: error.code, message: error.message }] }
    }
    const message = error instanceof Error ? error.message : String(error)
    const code = (error as { code?: unknown }).code
    journey.reasons.push({ code: typeof code === 'string' ? code : 'JOURNEY_FAILED', message })
    return journey
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
