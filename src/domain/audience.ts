/** Share levels of R5, R36 from narrow to wide. */
export const SHARE_LEVELS = ['school', 'county', 'city', 'province', 'national'] as const
export type ShareLevel = (typeof SHARE_LEVELS)[number]

/** Where something or somebody is: the codes of the districts above it, narrow to wide. Empty strings where none. */
export type Place = { school: string; county: string; city: string; province: string }

export const NOWHERE: Place = { school: '', county: '', city: '', province: '' }

const token = (level: ShareLevel, place: Place): string => {
  if (level === 'national') return 'national'
  return `${level}:${place[level]}`
}

/**
 * The one audience token of a published item; a viewer sees it when the token is among `viewerTokens`. A level at which
 * the place has no code narrows down to the next level that has one, so that a gap never widens an audience.
 */
export const audienceToken = ({ level, place }: { level: ShareLevel; place: Place }): string => {
  if (level === 'national') return 'national'
  const index = SHARE_LEVELS.indexOf(level)
  for (let at = index; at >= 0; at--) {
    const narrower = SHARE_LEVELS[at] as Exclude<ShareLevel, 'national'>
    if (place[narrower] !== '') return token(narrower, place)
  }
  return 'nobody'
}

/** What a viewer may see: national for everybody, and each level at which the viewer has a place. */
export const viewerTokens = (place: Place = NOWHERE): string[] => [
  'national',
  ...(['province', 'city', 'county', 'school'] as const)
    .filter((level) => place[level] !== '')
    .map((level) => token(level, place)),
]

/**
 * The level at which a revision is published: what its teacher asked for, 县 by default (R5), but 校 while pupils can be
 * seen without a recorded consent (R75; ARCHITECTURE.md "Audience").
 */
export const publishedLevel = (wish: {
  shareLevel: ShareLevel | ''
  minorsVisible: boolean
  consentRecorded: boolean
}): ShareLevel => (wish.minorsVisible && !wish.consentRecorded ? 'school' : wish.shareLevel || 'county')
