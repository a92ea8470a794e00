import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import { makeClip } from './clips'
import { discJpeg, picturesPdf } from './pictures'

export type DemoFile = { name: string; kind: string; make: (folder: string) => Promise<string> }
export type Ending = 'published' | 'inReview' | 'returned' | 'machine'
export type DemoItem = {
  teacher: string
  title: string
  summary: string
  lesson: string
  channel: string
  level?: string
  files: DemoFile[]
  ending: Ending
}

const video = (name: string, clip: Omit<Parameters<typeof makeClip>[0], 'folder' | 'name'>): DemoFile => ({
  name,
  kind: 'video',
  make: (folder) => makeClip({ folder, name, ...clip }),
})
const pdf = (name: string, kind: string, discs: { parts: number; filled: number }[]): DemoFile => ({
  name,
  kind,
  make: async (folder) => {
    const file = path.join(folder, name)
    await writeFile(file, await picturesPdf(await Promise.all(discs.map((disc) => discJpeg(disc)))))
    return file
  },
})
const picture = (name: string, disc: { parts: number; filled: number }): DemoFile => ({
  name,
  kind: 'material',
  make: async (folder) => {
    const file = path.join(folder, name)
    await writeFile(file, await discJpeg(disc))
    return file
  },
})

const discs = (...pairs: [number, number][]) => pairs.map(([parts, filled]) => ({ parts, filled }))

/** What the demo county has: published, waiting, sent back by an office, sent back by the machine. Made by ourselves. */
export const DEMO_ITEMS: DemoItem[] = [
  {
    teacher: 'teacher',
    title: '分数的初步认识——几分之一',
    summary: '用折纸和圆片认识二分之一、三分之一和四分之一，会读会写。',
    lesson: '几分之一',
    channel: 'delivery',
    ending: 'published',
    files: [
      video('几分之一 课堂实录.mp4', { seconds: 40, discs: discs([2, 1], [3, 1], [4, 1]) }),
      pdf('几分之一 教学设计.pdf', 'lesson-plan', discs([2, 1], [4, 1])),
      picture('圆片图.jpg', { parts: 4, filled: 1 }),
    ],
  },
  {
    teacher: 'teacher2',
    title: '几分之几：同样多的份数怎样比大小',
    summary: '从涂色到比较，理解分母相同的分数。',
    lesson: '几分之几',
    channel: 'masters',
    level: 'national',
    ending: 'published',
    files: [
      video('几分之几 名师课堂.mkv', {
        seconds: 30,
        discs: discs([5, 2], [5, 3], [8, 5]),
        size: [1920, 1080],
        codec: 'mpeg4',
        pitch: 330,
      }),
    ],
  },
  {
    teacher: 'teacher2',
    title: '分数的简单计算 练习与作业',
    summary: '同分母分数加减的分层练习。',
    lesson: '分数的简单计算',
    channel: 'schools',
    ending: 'published',
    files: [pdf('分数的简单计算 练习.pdf', 'homework', discs([6, 2], [6, 4]))],
  },
  {
    teacher: 'teacher',
    title: '分数的简单应用（第1课时）',
    summary: '求一个数的几分之几。',
    lesson: '分数的简单应用',
    channel: 'delivery',
    ending: 'inReview',
    files: [
      video('分数的简单应用.mp4', { seconds: 24, discs: discs([9, 3], [12, 4]), pitch: 262 }),
      pdf('分数的简单应用 导学案.pdf', 'lesson-plan', discs([9, 3])),
    ],
  },
  {
    teacher: 'teacher',
    title: '倍的认识 课件',
    summary: '倍的认识配套课件。',
    lesson: '倍的认识',
    channel: 'schools',
    ending: 'returned',
    files: [pdf('倍的认识 课件.pdf', 'courseware', discs([3, 2], [7, 3]))],
  },
  {
    teacher: 'teacher',
    title: '认识四边形',
    summary: '这一段录制时没有打开麦克风。',
    lesson: '四边形',
    channel: 'delivery',
    ending: 'machine',
    files: [video('认识四边形.mp4', { seconds: 12, discs: discs([4, 2]), hasSound: false })],
  },
]
