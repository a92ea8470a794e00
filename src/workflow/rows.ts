import type { PendingEntry } from '../domain/entries'
import type { AssetState, GrantState, ReviewState, RevisionState, ShelfState, UploadState } from '../domain/lifecycle'
import type { Contributor, ManifestFile, Output, RevisionMetadata } from '../domain/review'
import type { Role, Track } from '../domain/roles'
import type { ReasonCode } from '../domain/reasons'
import type { ShareLevel } from '../domain/audience'
import type { Probe, Reason, Verdict } from '../domain/media/types'
import type { SLUG } from '../slugs'

type Moved<State extends string> = {
  id: string
  state: State
  seq: number
  drainedSeq: number
  dirty: boolean
  pending: PendingEntry[]
}

/** Columns that revisions, reviews and shelves carry so that each is listed by its own columns. */
export type Copies = {
  title: string
  owner: string
  ownerName: string
  school: string
  schoolName: string
  county: string
  city: string
  province: string
  channel: string
  stage: string
  grade: string
  subject: string
  textbook: string
  node: string
  nodePath: string
  /** Main kind: video if there is one, else the kind of the first file. */
  kind: string
  /** All kinds as `|video|lesson-plan|`, for a filter by `like`. */
  kinds: string
  level: ShareLevel
  durationSeconds: number
}

/** What the machine found about one file of a revision. */
export type MachineFile = {
  file: string
  name: string
  plan: 'copy' | 'remux' | 'partial' | 'transcode' | null
  verdict: Verdict | null
  /** What ffprobe said of the uploaded file … */
  probe: Probe | null
  /** … and of what the public gets. */
  outputProbe: Probe | null
  reasons: Reason[]
}

export type RevisionRow = Moved<RevisionState> &
  Copies & {
    key: string
    resource: string
    number: number
    metadata: RevisionMetadata
    contributors: Contributor[]
    files: ManifestFile[]
    outputs: Output[]
    machine: { files: MachineFile[] }
    contentHash: string
    technicalHash: string
    round: number
    submittedAt: string
    decidedAt: string
  }

export type ReviewRow = Moved<ReviewState> &
  Copies & {
    key: string
    revision: string
    resource: string
    number: number
    track: Track
    round: number
    seat: number
    subjectHash: string
    reviewer: string
    reviewerName: string
    /** ISO time until which the claim holds; '' when nobody holds it. */
    leaseUntil: string
    reasons: ReasonCode[]
    comment: string
    notes: unknown[]
    carriedFrom: string
    openedAt: string
    decidedAt: string
  }

/** 教研室 … 通过 / 电教馆 … 通过, as shown under a published resource (GB/T 41469 element 15). */
export type Seal = { track: Track; reviewer: string; at: string }

export type ShelfRow = Moved<ShelfState> &
  Copies & {
    resource: string
    liveRevision: string
    liveNumber: number
    audience: string
    summary: string
    keywords: string
    publishedAt: string
    seals: Seal[]
    /** The seq that the search index has seen; `indexDue` while it lags behind. */
    indexedSeq: number
    indexDue: boolean
    retireReason: string
    retireNote: string
    purgeAfter: string
    tombstone: Tombstone | null
  }

/** What stays of a purged resource: no bytes, only what was there. */
export type Tombstone = {
  title: string
  purgedAt: string
  reason: string
  revisions: number
  files: { sha256: string; size: number; name: string }[]
  bytes: number
}

export type Renditions = Record<
  string,
  { plan: 'copy' | 'remux' | 'partial' | 'transcode'; video: string; poster: string }
>

export type AssetRow = Moved<AssetState> & {
  key: string
  sha256: string
  generation: number
  size: number
  mime: string
  storageKey: string
  refSeq: number
  probe: Probe | null
  verdict: Verdict | null
  renditions: Renditions
}

export type UploadRow = Moved<UploadState> & {
  tusId: string
  resource: string
  owner: string
  name: string
  declaredMime: string
  size: number
  sha256: string
  mime: string
  asset: string
  probe: Probe | null
  reasons: Reason[]
  startedAt: string
  touchedAt: string
}

export type GrantRow = Moved<GrantState> & {
  key: string
  user: string
  role: Role
  school: string
  district: string
  subject: string
  stage: string
  grantedBy: string
  grantedAt: string
  revokedAt: string
}

export type ClientKeyRow = Moved<GrantState> & {
  client: string
  keyHash: string
  hint: string
  issuedAt: string
  revokedAt: string
}

/** Workflow-owned collections whose rows move by `transition`. */
export type Rows = {
  [SLUG.revisions]: RevisionRow
  [SLUG.reviews]: ReviewRow
  [SLUG.shelves]: ShelfRow
  [SLUG.mediaAssets]: AssetRow
  [SLUG.uploads]: UploadRow
  [SLUG.roleGrants]: GrantRow
  [SLUG.clientKeys]: ClientKeyRow
}
export type MovedSlug = keyof Rows
type MovedColumn = keyof Moved<string>
export type NewRow<S extends MovedSlug> = Omit<Rows[S], MovedColumn>
export type RowChange<S extends MovedSlug> = Partial<NewRow<S>>
