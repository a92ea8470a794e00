import { covers, type Grant, hasRole, ROLES, TRACK_ROLE, TRACKS } from '../../../src/domain/roles'

const any: Grant = { role: 'contentReviewer', school: '', district: '', subject: '', stage: '' }
const item = {
  school: 's1',
  county: '411327',
  city: '411300',
  province: '410000',
  subject: 'math',
  stage: 'primary',
}

describe('covers', () => {
  it.each([
    ['nothing, hence everything', {}, true],
    ['the county', { district: '411327' }, true],
    ['the city above', { district: '411300' }, true],
    ['the province above', { district: '410000' }, true],
    ['another county', { district: '411328' }, false],
    ['the beginning of a code', { district: '41' }, false],
    ['the subject', { subject: 'math' }, true],
    ['another subject', { subject: 'art' }, false],
    ['the stage', { stage: 'primary' }, true],
    ['another stage', { stage: 'junior' }, false],
    ['the school', { school: 's1' }, true],
    ['another school of the county', { school: 's2', district: '411327' }, false],
    ['everything at once', { school: 's1', district: '411327', subject: 'math', stage: 'primary' }, true],
    ['all but one', { district: '411327', subject: 'math', stage: 'junior' }, false],
  ])('should compare a scope that names %s', (_, scope, expected) => {
    expect(covers({ grant: { ...any, ...scope }, item })).toBe(expected)
  })

  it('should not cover an item without a place by a district', () => {
    const nowhere = { ...item, county: '', city: '', province: '' }
    expect(covers({ grant: { ...any, district: '411327' }, item: nowhere })).toBe(false)
    expect(covers({ grant: any, item: nowhere })).toBe(true)
  })
})

describe('roles', () => {
  it('should be held by a grant alone', () => {
    expect(hasRole([any], 'contentReviewer')).toBe(true)
    expect(hasRole([any], 'technicalReviewer')).toBe(false)
    expect(hasRole([], 'viewer')).toBe(false)
  })

  it('should give each track a role of its own', () => {
    const held = TRACKS.map((track) => TRACK_ROLE[track])
    expect(new Set(held).size).toBe(TRACKS.length)
    for (const role of held) expect(ROLES).toContain(role)
  })
})
