/** The closed audit vocabulary (R78): entity and what happened to it. Nobody may update or delete an event. */
export const EVENT_TYPES = [
  'revision.submitted',
  'revision.checking',
  'revision.unfit',
  'revision.inReview',
  'revision.approved',
  'revision.returned',
  'revision.withdrawn',
  'revision.superseded',
  'review.opened',
  'review.carriedOver',
  'review.claimed',
  'review.renewed',
  'review.released',
  'review.approved',
  'review.returned',
  'review.void',
  'shelf.created',
  'shelf.published',
  'shelf.retired',
  'shelf.restored',
  'shelf.purged',
  'asset.stored',
  'asset.described',
  'asset.deleting',
  'asset.gone',
  'upload.started',
  'upload.received',
  'upload.stored',
  'upload.rejected',
  'upload.expired',
  'upload.discarded',
  'grant.granted',
  'grant.revoked',
  'clientKey.issued',
  'clientKey.revoked',
  'job.revived',
  'session.login',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** Jobs that an entry may ask for; `src/workflow/jobRow.ts` says the lane of each. */
export type JobType =
  | 'ingestUpload'
  | 'checkRevision'
  | 'advanceRevision'
  | 'indexShelf'
  | 'releaseHolder'
  | 'deleteAsset'
  | 'purgeDue'
  | 'sweep'
  | 'purgeShelf'
  | 'prepareSearch'
  | 'cleanUploads'
  | 'cleanJobs'

/** Notices to a person; the sentence is built from type and params where it is shown. */
export type NoticeType =
  | 'revisionUnfit'
  | 'revisionInReview'
  | 'revisionReturned'
  | 'revisionApproved'
  | 'shelfPublished'
  | 'shelfRetired'
  | 'uploadRejected'
  | 'jobDead'

export type EventEntry = { kind: 'event'; type: EventType; data?: Record<string, unknown> }
/** Long encodes never delay indexing, notices or purges. */
export type Lane = 'media' | 'light'
export type JobEntry = {
  kind: 'job'
  type: JobType
  input: Record<string, string | number>
  delaySeconds?: number
  /** Another lane than the type's own (`src/workflow/jobRow.ts`). */
  lane?: Lane
}
export type NoticeEntry = { kind: 'notice'; type: NoticeType; user: string; params: Record<string, string | number> }
export type Entry = EventEntry | JobEntry | NoticeEntry

/** An entry as it waits in a row: (seq, n) names it for ever, `actor` is a user id or a system name. */
export type PendingEntry = Entry & { seq: number; n: number; actor: string; at: string }
