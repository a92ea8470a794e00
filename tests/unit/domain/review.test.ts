import {
  hasConflictOfInterest,
  type ManifestFile,
  type Output,
  reviewOutcome,
  type ReviewSubject,
  type Seat,
  subjectHash,
} from '../../../src/domain/review'
import { TRACKS } from '../../../src/domain/roles'

const file: ManifestFile = {
  file: 'f1',
  asset: 'a1',
  sha256: '1'.repeat(64),
  size: 10,
  mime: 'video/mp4',
  name: 'lesson.mp4',
  kind: 'video',
  group: 'video',
  order: 1,
}
const plan: ManifestFile = {
  ...file,
  file: 'f2',
  sha256: '2'.repeat(64),
  name: 'plan.pdf',
  kind: 'lesson-plan',
  order: 2,
}
const output: Output = {
  file: 'f1',
  role: 'rendition',
  asset: 'a2',
  sha256: '3'.repeat(64),
  size: 8,
  mime: 'video/mp4',
  name: 'lesson.mp4',
}
const poster: Output = { ...output, role: 'poster', sha256: '4'.repeat(64), mime: 'image/webp' }
const subject: ReviewSubject = { metadata: { title: '周长' }, files: [file, plan], outputs: [output, poster] }

const hashes = (changed: Partial<ReviewSubject>) =>
  TRACKS.map((track) => subjectHash({ track, subject: { ...subject, ...changed } }))
const [content, technical] = hashes({})

describe('subjectHash', () => {
  it('should differ between the tracks', () => {
    expect(content).not.toBe(technical)
  })

  it('should keep the technical key when only the metadata changes', () => {
    const [newContent, newTechnical] = hashes({ metadata: { title: '长方形的周长' } })
    expect(newContent).not.toBe(content)
    expect(newTechnical).toBe(technical)
  })

  it.each<[string, Partial<ReviewSubject>]>([
    ['a file', { files: [file] }],
    ['the bytes of a file', { files: [{ ...file, sha256: '9'.repeat(64) }, plan] }],
    ['the name of a file', { files: [{ ...file, name: 'x.mp4' }, plan] }],
    ['the kind of a file', { files: [{ ...file, kind: 'micro-lesson' }, plan] }],
    ['the order of files', { files: [{ ...file, order: 3 }, plan] }],
    ['the encode', { outputs: [{ ...output, sha256: '9'.repeat(64) }, poster] }],
    ['the poster', { outputs: [output, { ...poster, sha256: '9'.repeat(64) }] }],
    ['an output more', { outputs: [output, poster, { ...poster, role: 'original' }] }],
    ['no outputs', { outputs: [] }],
  ])('should turn both keys when %s changes', (_, changed) => {
    const [newContent, newTechnical] = hashes(changed)
    expect(newContent).not.toBe(content)
    expect(newTechnical).not.toBe(technical)
  })

  it('should not depend on row ids or on the order in which rows are read', () => {
    const files = [plan, file].map((row) => ({ ...row, file: `new-${row.file}`, asset: 'other' }))
    const outputs = [poster, output].map((row) => ({ ...row, file: 'new-f1', asset: 'other' }))
    expect(hashes({ files, outputs })).toEqual([content, technical])
  })

  it('should leave its subject as it was', () => {
    const frozen = {
      metadata: {},
      files: Object.freeze([plan, file]) as never,
      outputs: Object.freeze([poster]) as never,
    }
    expect(() => subjectHash({ track: 'content', subject: frozen })).not.toThrow()
  })
})

const seat = (track: Seat['track'], state: string, reviewer: string = track): Seat => ({
  track,
  state,
  reviewer,
  subjectHash: 'h',
})

describe('reviewOutcome', () => {
  it.each<[string, Seat[]]>([
    ['pending', []],
    ['pending', [seat('content', 'open'), seat('technical', 'open')]],
    ['pending', [seat('content', 'approved'), seat('technical', 'claimed')]],
    ['pending', [seat('content', 'approved'), seat('technical', 'void')]],
    ['pending', [seat('content', 'approved')]],
    ['pending', [seat('content', 'approved', 'a'), seat('content', 'approved', 'b')]],
    ['approved', [seat('content', 'approved'), seat('technical', 'approved')]],
    ['approved', [seat('technical', 'approved'), seat('content', 'approved'), seat('content', 'void')]],
    ['returned', [seat('content', 'returned'), seat('technical', 'approved')]],
    ['returned', [seat('content', 'open'), seat('technical', 'returned')]],
    ['returned', [seat('content', 'returned', 'a'), seat('technical', 'returned', 'a')]],
    ['twoKeys', [seat('content', 'approved', 'a'), seat('technical', 'approved', 'a')]],
  ])('should be %s: %j', (outcome, seats) => {
    expect(reviewOutcome(seats)).toBe(outcome)
  })
})

describe('hasConflictOfInterest', () => {
  const item = {
    owner: 'u1',
    contributors: [
      { name: '李', user: 'u2' },
      { name: '外请专家', user: '' },
    ],
  }
  it.each([
    ['u1', true],
    ['u2', true],
    ['u3', false],
  ])('should say of %s: %s', (person, expected) => {
    expect(hasConflictOfInterest({ person, ...item })).toBe(expected)
  })
})
