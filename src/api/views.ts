import { reasonText } from '../domain/media/reasons'
import type { Reason } from '../domain/media/types'
import { RETURN_REASONS } from '../domain/reasons'
import type { Language } from '../errors'
import type { MachineFile, ReviewRow, RevisionRow, ShelfRow, UploadRow } from '../workflow/rows'
import type { ResourceFileDoc } from '../workflow/uploads'

/** JSON shapes of the own endpoints: what the row says, no internals (seq, pending, storage keys). */
export const reasonView = (reason: Reason, language: Language) => ({
  code: reason.code,
  level: reason.level,
  message: reasonText({ code: reason.code, params: reason.params, language }),
})

export const fileView = ({
  file,
  upload,
  language,
}: {
  file: ResourceFileDoc
  upload: UploadRow | undefined
  language: Language
}) => ({
  id: file.id,
  name: file.name,
  kind: file.kind,
  order: file.order,
  upload: upload?.tusId ?? '',
  state: upload?.state ?? 'discarded',
  size: upload?.size ?? 0,
  sha256: upload?.sha256 ?? '',
  mime: upload?.mime ?? '',
  probe: upload?.probe ?? null,
  reasons: (upload?.reasons ?? []).map((reason) => reasonView(reason, language)),
})

const machineView = (file: MachineFile, language: Language) => ({
  file: file.file,
  name: file.name,
  plan: file.plan,
  mbPerMinute: file.verdict?.mbPerMinute ?? null,
  probe: file.probe,
  outputProbe: file.outputProbe,
  reasons: file.reasons.map((reason) => reasonView(reason, language)),
})

export const revisionView = ({ row, language }: { row: RevisionRow; language: Language }) => ({
  id: row.id,
  resource: row.resource,
  number: row.number,
  state: row.state,
  title: row.title,
  nodePath: row.nodePath,
  ownerName: row.ownerName,
  schoolName: row.schoolName,
  level: row.level,
  submittedAt: row.submittedAt,
  decidedAt: row.decidedAt,
  contentHash: row.contentHash,
  technicalHash: row.technicalHash,
  machine: row.machine.files.map((file) => machineView(file, language)),
})

export const reviewView = ({ row, language }: { row: ReviewRow; language: Language }) => ({
  id: row.id,
  revision: row.revision,
  resource: row.resource,
  number: row.number,
  track: row.track,
  state: row.state,
  title: row.title,
  owner: row.owner,
  ownerName: row.ownerName,
  schoolName: row.schoolName,
  stage: row.stage,
  grade: row.grade,
  subject: row.subject,
  kind: row.kind,
  kinds: row.kinds.split('|').filter(Boolean),
  nodePath: row.nodePath,
  durationSeconds: row.durationSeconds,
  reviewer: row.reviewer,
  reviewerName: row.reviewerName,
  leaseUntil: row.leaseUntil,
  carriedOver: row.carriedFrom !== '',
  openedAt: row.openedAt,
  decidedAt: row.decidedAt,
  reasons: row.reasons.map((code) => ({ code, label: RETURN_REASONS[code][language] })),
  comment: row.comment,
})

export const shelfView = (row: ShelfRow) => ({
  id: row.id,
  resource: row.resource,
  state: row.state,
  title: row.title,
  liveNumber: row.liveNumber,
  level: row.level,
  publishedAt: row.publishedAt,
  retireReason: row.retireReason,
  purgeAfter: row.purgeAfter,
})
