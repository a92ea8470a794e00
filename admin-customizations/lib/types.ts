import type { Role } from '../../src/domain/roles'
import type { RevisionMark } from '../../src/api/revisionMarks'
import type { fileView, reasonView, reviewView, revisionView, shelfView } from '../../src/api/views'
import type { describeWork } from '../../src/api/work'

/** What the endpoints answer, taken from the endpoints themselves (types only), so that a drift does not compile. */
export type ReasonJson = ReturnType<typeof reasonView>
export type FileJson = ReturnType<typeof fileView>
export type RevisionJson = ReturnType<typeof revisionView>
export type ReviewJson = ReturnType<typeof reviewView>
export type ShelfJson = ReturnType<typeof shelfView>
export type WorkJson = Awaited<ReturnType<typeof describeWork>>[number]
export type ProgressJson = WorkJson['progress']

export type MineJson = { items: WorkJson[]; page: number; totalPages: number; total: number }

export type Contributor = { name: string; user: string }

/** The fields of the form of a working copy. */
export type Form = {
  title: string
  summary: string
  keywords: string
  channel: string
  stage: string
  grade: string
  subject: string
  textbook: string
  node: string
  contributors: Contributor[]
  minorsVisible: boolean
  consentRecorded: boolean
  originality: string
  rightsHolder: string
  shareLevel: string
  isDeclared: boolean
}

export type WorkDetailJson = WorkJson & { resource: Partial<Form> & { id: string }; files: FileJson[] }

/** A seat as its office sees it; `daysLeft` in working days, negative when overdue, null once it is decided. */
export type SeatJson = ReviewJson & { isMine: boolean; isOwnWork: boolean; daysLeft: number | null }
export type QueueRow = SeatJson & RevisionMark
export type QueueCounts = { waiting: number; mine: number; overdue: number }
export type QueueJson = {
  items: QueueRow[]
  counts: QueueCounts
  page: number
  totalPages: number
  total: number
}

export type ReviewFile = {
  id: string
  name: string
  kind: string
  group: string
  mime: string
  size: number
  sourceSize: number
  sha256: string
  url: string
  poster: string | null
  sourceUrl: string
}

export type ReviewDetailJson = {
  review: SeatJson
  revision: RevisionJson
  metadata: Partial<Form> & { level?: string }
  files: ReviewFile[]
  seats: ReviewJson[]
  history: ReviewJson[]
  reasons: { code: string; label: string }[]
}

export type NoticeJson = {
  id: string
  type: string
  params: Record<string, string | number>
  at: string
  readAt: string
}

/** Who looks at a view: read on the server, handed to the client components. */
export type Me = { id: string; name: string; roles: Role[] }
