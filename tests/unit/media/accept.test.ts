import { ACCEPTED_FILES, acceptedFile, guessKind, keptMime } from '../../../src/domain/media/accept'

describe('acceptedFile', () => {
  it('should list each extension once, in lower case', () => {
    const exts = ACCEPTED_FILES.map((file) => file.ext)
    expect(new Set(exts).size).toBe(exts.length)
    expect(exts.every((ext) => /^[a-z0-9]+$/.test(ext))).toBe(true)
  })

  it('should find a file by its last extension, whatever the case', () => {
    expect(acceptedFile('第1课.课堂实录.MP4')?.group).toBe('video')
    expect(acceptedFile('setup.mp4.exe')).toBeNull()
    expect(acceptedFile('mp4')).toBeNull()
  })
})

describe('keptMime', () => {
  it.each([
    ['朗读.m4a', 'video/mp4', 'audio/mp4'],
    ['朗读.m4a', 'video/3gpp', 'audio/mp4'],
    ['朗读.m4a', 'audio/mpeg', ''],
    ['朗读.wav', 'audio/vnd.wave', 'audio/wav'],
    ['课件.pptx', 'application/zip', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['教案.doc', 'application/x-cfb', 'application/msword'],
    ['插图.png', 'image/apng', 'image/apng'],
    ['插图.png', 'image/jpeg', ''],
    ['课件.pdf', '', ''],
    ['课堂.mp4', 'text/html', 'video/mp4'],
    ['课堂.mp4', 'video/quicktime', 'video/quicktime'],
  ])('should keep %s, found to be %s, as “%s”', (name, found, mime) => {
    expect(keptMime({ accepted: acceptedFile(name)!, found })).toBe(mime)
  })
})

describe('guessKind', () => {
  it.each([
    ['秋天 课堂实录.mp4', 'video'],
    ['秋天教学设计.docx', 'lesson-plan'],
    ['秋天 教案.pptx', 'lesson-plan'],
    ['导学案.pdf', 'lesson-plan'],
    ['秋天.pptx', 'courseware'],
    ['练习课课件.pdf', 'courseware'],
    ['课后练习.docx', 'homework'],
    ['期末试卷.pdf', 'homework'],
    ['作业讲评.pptx', 'homework'],
    ['Lesson plan 3.doc', 'lesson-plan'],
    ['插图.png', 'material'],
    ['朗读.mp3', 'material'],
    ['说明.docx', 'material'],
  ])('should take %s for %s', (name, kind) => {
    expect(guessKind(name)).toBe(kind)
  })
})
