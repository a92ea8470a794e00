import type { Place } from './audience'

/** The roles of R22–R25, R64 and 等保 (system admin). Fixed keys; what a place calls its offices is a label. */
export const ROLES = ['teacher', 'contentReviewer', 'technicalReviewer', 'systemAdmin', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/** One grant: a role within a scope; an empty string means "any". A district code covers what lies below it. */
export type Grant = { role: Role; school: string; district: string; subject: string; stage: string }

/** What a scope is compared with: the copies that revisions, reviews and shelves carry. */
export type ScopeItem = Place & { subject: string; stage: string }

/** Whether the scope of a grant covers an item. */
export const covers = ({ grant, item }: { grant: Grant; item: ScopeItem }): boolean =>
  (grant.school === '' || grant.school === item.school) &&
  (grant.district === '' || [item.county, item.city, item.province].includes(grant.district)) &&
  (grant.subject === '' || grant.subject === item.subject) &&
  (grant.stage === '' || grant.stage === item.stage)

export const hasRole = (grants: Grant[], role: Role): boolean => grants.some((grant) => grant.role === role)

/** The two offices of dual review (R22–R24): 教研室 judges content, 电教馆 technique. */
export const TRACKS = ['content', 'technical'] as const
export type Track = (typeof TRACKS)[number]
export const TRACK_ROLE = { content: 'contentReviewer', technical: 'technicalReviewer' } as const satisfies Record<
  Track,
  Role
>
