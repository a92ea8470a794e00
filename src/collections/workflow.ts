import type { Field } from 'payload'

import { anyOf, nobody } from '../access/combinators'
import { isForReview, isInMyQueue, isOwn, isSystemAdmin } from '../access/rules'
import { SLUG } from '../slugs'
import { json, longText, number, text, transitionColumns, yesNo } from './columns'
import { workflowOwned } from './workflowOwned'

/** Copies that let one collection be listed, scoped and sorted by its own columns (no joins on large collections). */
const copies: Field[] = [
  text('title'),
  text('owner', { index: true }),
  text('ownerName'),
  text('school', { index: true }),
  text('schoolName'),
  text('county', { index: true }),
  text('city', { index: true }),
  text('province', { index: true }),
  text('channel', { index: true }),
  text('stage', { index: true }),
  text('grade', { index: true }),
  text('subject', { index: true }),
  text('textbook', { index: true }),
  text('node', { index: true }),
  text('nodePath'),
  text('kind', { index: true }),
  text('kinds'),
  text('level'),
  number('durationSeconds'),
]

/** Frozen copies with the review lifecycle. */
export const Revisions = workflowOwned({
  slug: SLUG.revisions,
  labels: { zh: '提交版本', en: 'Revisions' },
  read: anyOf(isSystemAdmin, isOwn('owner'), isForReview),
  useAsTitle: 'title',
  fields: [
    ...transitionColumns,
    text('key', { unique: true, required: true }),
    text('resource', { index: true, required: true }),
    number('number', { required: true }),
    ...copies,
    json('metadata'),
    json('contributors'),
    json('files'),
    json('outputs'),
    json('machine'),
    text('contentHash'),
    text('technicalHash'),
    number('round'),
    text('submittedAt'),
    text('decidedAt'),
  ],
})

/** One seat of one track; unique (revision, track, round, seat) through `key`. */
export const Reviews = workflowOwned({
  slug: SLUG.reviews,
  labels: { zh: '评审', en: 'Reviews' },
  read: anyOf(isSystemAdmin, isOwn('owner'), isInMyQueue),
  useAsTitle: 'title',
  indexes: [{ fields: ['track', 'state', 'openedAt'] }],
  fields: [
    ...transitionColumns,
    text('key', { unique: true, required: true }),
    text('revision', { index: true, required: true }),
    text('resource', { index: true, required: true }),
    number('number', { required: true }),
    text('track', { index: true, required: true }),
    number('round', { required: true }),
    number('seat', { required: true }),
    ...copies,
    text('subjectHash'),
    text('reviewer', { index: true }),
    text('reviewerName'),
    text('leaseUntil', { index: true }),
    json('reasons'),
    longText('comment'),
    json('notes'),
    text('carriedFrom'),
    text('openedAt', { index: true }),
    text('decidedAt'),
  ],
})

/** Publication: what is on the shelf, for whom, and what became of it. The public reads it through /api/library and GraphQL. */
export const Shelves = workflowOwned({
  slug: SLUG.shelves,
  labels: { zh: '书架', en: 'Shelves' },
  read: anyOf(isSystemAdmin, isOwn('owner')),
  useAsTitle: 'title',
  fields: [
    ...transitionColumns,
    text('resource', { unique: true, required: true }),
    text('liveRevision'),
    number('liveNumber', { required: true }),
    text('audience', { index: true }),
    ...copies,
    text('summary'),
    text('keywords'),
    text('publishedAt', { index: true }),
    json('seals'),
    number('indexedSeq', { required: true }),
    yesNo('indexDue', { index: true }),
    text('retireReason'),
    longText('retireNote'),
    text('purgeAfter', { index: true }),
    json('tombstone'),
  ],
})

/** One stored blob by SHA-256; `generation` grows when a purged one is uploaded again. */
export const MediaAssets = workflowOwned({
  slug: SLUG.mediaAssets,
  labels: { zh: '媒体文件', en: 'Media assets' },
  read: anyOf(isSystemAdmin),
  fields: [
    ...transitionColumns,
    text('key', { unique: true, required: true }),
    text('sha256', { index: true, required: true }),
    number('generation', { required: true }),
    number('size', { required: true }),
    text('mime'),
    text('storageKey', { required: true }),
    number('refSeq', { required: true }),
    json('probe'),
    json('verdict'),
    json('renditions'),
  ],
})

/** Who still needs a blob: unique (asset, holder) through `key`; inserted before anything points at the blob. */
export const AssetRefs = workflowOwned({
  slug: SLUG.assetRefs,
  labels: { zh: '文件引用', en: 'Asset references' },
  read: anyOf(isSystemAdmin),
  fields: [
    text('key', { unique: true, required: true }),
    text('asset', { index: true, required: true }),
    text('holder', { index: true, required: true }),
    text('at', { required: true }),
  ],
})

/** One upload and what became of its bytes. */
export const Uploads = workflowOwned({
  slug: SLUG.uploads,
  labels: { zh: '上传', en: 'Uploads' },
  read: anyOf(isSystemAdmin, isOwn('owner')),
  fields: [
    ...transitionColumns,
    text('tusId', { unique: true, required: true }),
    text('resource', { index: true, required: true }),
    text('owner', { index: true, required: true }),
    text('name', { required: true }),
    text('declaredMime'),
    number('size', { required: true }),
    text('sha256'),
    text('mime'),
    text('asset'),
    json('probe'),
    json('reasons'),
    text('startedAt', { required: true }),
    text('touchedAt', { index: true }),
  ],
})

/** The tus locker's rows, shared by all web processes: token with lease. Written by the locker only. */
export const UploadLocks = workflowOwned({
  slug: SLUG.uploadLocks,
  labels: { zh: '上传锁', en: 'Upload locks' },
  read: anyOf(nobody),
  fields: [
    text('key', { unique: true, required: true }),
    text('token', { required: true }),
    text('leaseUntil', { required: true }),
    yesNo('isReleaseAsked'),
  ],
})

export const RoleGrants = workflowOwned({
  slug: SLUG.roleGrants,
  labels: { zh: '角色授予', en: 'Role grants' },
  read: anyOf(isSystemAdmin, isOwn('user')),
  fields: [
    ...transitionColumns,
    text('key', { unique: true, required: true }),
    text('user', { index: true, required: true }),
    text('role', { index: true, required: true }),
    text('school'),
    text('district'),
    text('subject'),
    text('stage'),
    text('grantedBy'),
    text('grantedAt'),
    text('revokedAt'),
  ],
})

/** Keys of client apps, stored as SHA-256 only; shown once when issued. */
export const ClientKeys = workflowOwned({
  slug: SLUG.clientKeys,
  labels: { zh: '接口密钥', en: 'Client keys' },
  read: anyOf(isSystemAdmin),
  fields: [
    ...transitionColumns,
    text('client', { index: true, required: true }),
    { ...text('keyHash', { unique: true, required: true, hidden: true }), access: { read: () => false } } as never,
    text('hint'),
    text('issuedAt'),
    text('revokedAt'),
  ],
})

/** The own job queue (ARCHITECTURE.md "Jobs"): every change is a compare-and-set on `token`. */
export const Jobs = workflowOwned({
  slug: SLUG.jobs,
  labels: { zh: '任务', en: 'Jobs' },
  read: anyOf(isSystemAdmin),
  useAsTitle: 'key',
  indexes: [{ fields: ['lane', 'state', 'notBefore'] }],
  fields: [
    text('key', { unique: true, required: true }),
    text('type', { index: true, required: true }),
    text('entity', { index: true }),
    text('lane', { required: true }),
    text('state', { required: true }),
    json('input'),
    text('notBefore', { required: true }),
    text('leaseUntil', { required: true }),
    text('token', { required: true }),
    number('claims', { required: true }),
    json('progress'),
    longText('lastError'),
    text('claimedBy'),
    text('finishedAt', { index: true }),
  ],
})

/** Heartbeats of worker lanes, shown by /api/ready. */
export const WorkerBeats = workflowOwned({
  slug: SLUG.workerBeats,
  labels: { zh: '工作进程', en: 'Worker heartbeats' },
  read: anyOf(isSystemAdmin),
  fields: [text('key', { unique: true, required: true }), text('lane'), text('at'), text('startedAt'), json('doing')],
})

export const Notices = workflowOwned({
  slug: SLUG.notices,
  labels: { zh: '通知', en: 'Notices' },
  read: anyOf(isOwn('user')),
  fields: [
    text('key', { unique: true, required: true }),
    text('user', { index: true, required: true }),
    text('type', { required: true }),
    json('params'),
    text('at', { index: true, required: true }),
    text('readAt'),
  ],
})

/** Append-only, chained by hash within an entity (R78); written by the drain only. */
export const AuditEvents = workflowOwned({
  slug: SLUG.auditEvents,
  labels: { zh: '审计事件', en: 'Audit events' },
  read: anyOf(isSystemAdmin),
  fields: [
    text('key', { unique: true, required: true }),
    text('entity', { index: true, required: true }),
    number('seq', { required: true }),
    number('n', { required: true }),
    number('position', { index: true, required: true }),
    text('type', { index: true, required: true }),
    text('actor', { index: true }),
    text('at', { index: true, required: true }),
    json('data'),
    text('previousHash'),
    text('hash', { required: true }),
  ],
})
