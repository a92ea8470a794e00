/** The lifecycles as data: state → states that may follow. Every change goes through `workflow/transition.ts`. */
export const REVISION = {
  frozen: ['checking', 'withdrawn'],
  checking: ['unfit', 'inReview', 'withdrawn'],
  unfit: [],
  inReview: ['approved', 'returned', 'withdrawn'],
  approved: ['superseded'],
  returned: ['inReview'],
  withdrawn: [],
  superseded: [],
} as const satisfies Record<string, readonly string[]>

export const REVIEW = {
  open: ['claimed', 'void'],
  claimed: ['approved', 'returned', 'open', 'void', 'claimed'],
  approved: [],
  returned: [],
  void: [],
} as const satisfies Record<string, readonly string[]>

export const SHELF = {
  empty: ['live'],
  live: ['live', 'noticed', 'offShelf'],
  noticed: ['live', 'offShelf'],
  offShelf: ['live', 'purged'],
  purged: [],
} as const satisfies Record<string, readonly string[]>

export const ASSET = {
  active: ['active', 'deleting'],
  deleting: ['gone'],
  gone: [],
} as const satisfies Record<string, readonly string[]>

export const UPLOAD = {
  receiving: ['received', 'expired', 'discarded'],
  received: ['stored', 'rejected', 'discarded'],
  stored: ['discarded'],
  rejected: ['discarded'],
  expired: [],
  discarded: [],
} as const satisfies Record<string, readonly string[]>

export const GRANT = { granted: ['revoked'], revoked: [] } as const satisfies Record<string, readonly string[]>

export type RevisionState = keyof typeof REVISION
export type ReviewState = keyof typeof REVIEW
export type ShelfState = keyof typeof SHELF
export type AssetState = keyof typeof ASSET
export type UploadState = keyof typeof UPLOAD
export type GrantState = keyof typeof GRANT

type Lifecycle = Record<string, readonly string[]>

/** Whether `to` may follow `from`. */
export const mayFollow = (lifecycle: Lifecycle, from: string, to: string): boolean =>
  lifecycle[from]?.includes(to) ?? false
