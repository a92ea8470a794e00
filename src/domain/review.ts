import { canonicalHash } from './canonical'
import type { RevisionState } from './lifecycle'
import { TRACKS, type Track } from './roles'

/** A file of a revision's manifest, frozen at submission. */
export type ManifestFile = {
  file: string
  asset: string
  sha256: string
  size: number
  mime: string
  name: string
  kind: string
  group: string
  order: number
}

/** A stored byte sequence that the public will get. `file` is the manifest file it was made from. */
export type Output = {
  file: string
  role: 'original' | 'rendition' | 'poster'
  asset: string
  sha256: string
  size: number
  mime: string
  name: string
}

/** What a revision says of itself (the form's fields at submission, normalised). */
export type RevisionMetadata = Record<string, string | number | boolean | null | Contributor[]>
export type Contributor = { name: string; user: string }

export type ReviewSubject = { metadata: RevisionMetadata; files: ManifestFile[]; outputs: Output[] }

const filePart = (files: ManifestFile[]) =>
  [...files]
    .sort((a, b) => a.order - b.order || a.file.localeCompare(b.file))
    .map(({ sha256, size, mime, name, kind }) => ({ sha256, size, mime, name, kind }))
const outputPart = (outputs: Output[]) =>
  outputs
    .map(({ role, sha256, size, mime, name }) => ({ role, sha256, size, mime, name }))
    .sort((a, b) => `${a.role}${a.sha256}${a.name}`.localeCompare(`${b.role}${b.sha256}${b.name}`))

/**
 * What each office's key opens (ARCHITECTURE.md "Review"): content = metadata + files + every stored byte the
 * public will get; technical = files + the same outputs, so that a metadata edit keeps the technical key.
 */
export const subjectHash = ({ track, subject }: { track: Track; subject: ReviewSubject }): string =>
  canonicalHash({
    track,
    files: filePart(subject.files),
    outputs: outputPart(subject.outputs),
    ...(track === 'content' ? { metadata: subject.metadata } : {}),
  })

/** States in which the offices may look at a revision: once the machine let it through, and not once it was taken back. */
export const REVIEWABLE = ['inReview', 'approved', 'returned', 'superseded'] as const satisfies RevisionState[]

export const isReviewable = (state: RevisionState): boolean => (REVIEWABLE as readonly string[]).includes(state)

export type Seat = { track: Track; state: string; reviewer: string; subjectHash: string }

/**
 * The outcome of one round: `returned` as soon as one office returned, `approved` when every track is approved by
 * different people, else `pending`. @throws never; `twoKeys` says that one person holds both keys.
 */
export const reviewOutcome = (seats: Seat[]): 'pending' | 'approved' | 'returned' | 'twoKeys' => {
  if (seats.some((seat) => seat.state === 'returned')) return 'returned'
  const approved = seats.filter((seat) => seat.state === 'approved')
  if (!TRACKS.every((track) => approved.some((seat) => seat.track === track))) return 'pending'
  const holders = new Set(approved.map((seat) => seat.reviewer))
  return holders.size === approved.length ? 'approved' : 'twoKeys'
}

/** Whether a person took part in making an item and may therefore not judge it (ARCHITECTURE.md "Review", 回避). */
export const hasConflictOfInterest = ({
  person,
  owner,
  contributors,
}: {
  person: string
  owner: string
  contributors: Contributor[]
}): boolean => person === owner || contributors.some((contributor) => contributor.user === person)
