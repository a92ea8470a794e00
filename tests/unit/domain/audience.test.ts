import {
  audienceToken,
  NOWHERE,
  type Place,
  publishedLevel,
  SHARE_LEVELS,
  type ShareLevel,
  viewerTokens,
} from '../../../src/domain/audience'

const school: Place = { school: 's1', county: '411327', city: '411300', province: '410000' }
const neighbourSchool: Place = { ...school, school: 's2' }
const nextCounty: Place = { ...school, school: 's3', county: '411328' }
const nextCity: Place = { school: 's4', county: '411621', city: '411600', province: '410000' }
const nextProvince: Place = { school: 's5', county: '150102', city: '150100', province: '150000' }

const sees = (viewer: Place | undefined, level: ShareLevel, place = school): boolean =>
  viewerTokens(viewer).includes(audienceToken({ level, place }))

describe('audience', () => {
  it.each([
    ['the school itself', school, ['school', 'county', 'city', 'province', 'national']],
    ['another school of the county', neighbourSchool, ['county', 'city', 'province', 'national']],
    ['another county of the city', nextCounty, ['city', 'province', 'national']],
    ['another city of the province', nextCity, ['province', 'national']],
    ['another province', nextProvince, ['national']],
    ['an anonymous visitor', undefined, ['national']],
    ['an office of the county', { ...school, school: '' }, ['county', 'city', 'province', 'national']],
    ['an office of the city', { ...NOWHERE, city: '411300', province: '410000' }, ['city', 'province', 'national']],
  ])('should let %s see what is shared with it', (_, viewer, levels) => {
    expect(SHARE_LEVELS.filter((level) => sees(viewer, level))).toEqual(levels)
  })

  it('should never widen where the place has a gap', () => {
    const gap = { ...school, county: '' }
    expect(audienceToken({ level: 'county', place: gap })).toBe('school:s1')
    expect(audienceToken({ level: 'city', place: gap })).toBe('city:411300')
    expect(sees(neighbourSchool, 'county', gap)).toBe(false)
  })

  it('should show to nobody what comes from nowhere', () => {
    for (const level of ['school', 'county', 'city', 'province'] as const) {
      expect(audienceToken({ level, place: NOWHERE })).toBe('nobody')
      for (const viewer of [school, nextProvince, NOWHERE, undefined]) expect(sees(viewer, level, NOWHERE)).toBe(false)
    }
    expect(sees(undefined, 'national', NOWHERE)).toBe(true)
  })

  it('should not take a code of one level for that of another', () => {
    expect(sees({ ...NOWHERE, school: '411327' }, 'county')).toBe(false)
    expect(viewerTokens(NOWHERE)).toEqual(['national'])
  })
})

describe('publishedLevel', () => {
  it.each([
    ['', false, false, 'county'],
    ['national', false, false, 'national'],
    ['school', false, false, 'school'],
    ['national', true, false, 'school'],
    ['', true, false, 'school'],
    ['national', true, true, 'national'],
    ['', true, true, 'county'],
    ['city', false, true, 'city'],
  ] as const)('should share wish %j with pupils %s and consent %s at %s', (shareLevel, minors, consent, level) => {
    expect(publishedLevel({ shareLevel, minorsVisible: minors, consentRecorded: consent })).toBe(level)
  })
})
