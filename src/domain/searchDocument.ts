import type { ShareLevel } from './audience'

/** A vocabulary entry's name in both languages. */
export type Label = { zh: string; en: string }
/** Key → name, in the order of the vocabulary. */
export type LabelMap = ReadonlyMap<string, Label>
export type DocumentLabels = { stage: LabelMap; grade: LabelMap; subject: LabelMap; kind: LabelMap; channel: LabelMap }

/** What the search index needs to know of a shelf. */
export type SearchableShelf = {
  id: string
  seq: number
  title: string
  summary: string
  keywords: string
  ownerName: string
  school: string
  schoolName: string
  nodePath: string
  stage: string
  grade: string
  subject: string
  channel: string
  textbook: string
  node: string
  kinds: string
  level: ShareLevel
  audience: string
  publishedAt: string
  durationSeconds: number
}

/** One document of the index: what is searched, what is filtered, and the `seq` of the row that it shows. */
export type SearchDocument = Omit<SearchableShelf, 'kinds' | 'publishedAt'> & {
  kinds: string[]
  kindLabels: string[]
  /** Names of stage, grade, subject and channel, so that 三年级数学 finds. */
  placeLabels: string[]
  /** Milliseconds since 1970, for sorting; 0 when unknown. */
  publishedAt: number
}

/** Characters that stand around a match in what the index answers; they never occur in a document. */
export const MARK = { open: '\uE000', close: '\uE001' } as const
const MARKS = /[\uE000\uE001]/g

const plain = (value: string | null | undefined): string => (value ?? '').replace(MARKS, '')
const found = (labels: (Label | undefined)[]): string[] => labels.flatMap((label) => (label ? [label.zh] : []))

/** `|video|lesson-plan|` → ['video', 'lesson-plan']. */
export const kindsOf = (kinds: string | null | undefined): string[] => (kinds ?? '').split('|').filter(Boolean)

/** What the index holds of a published resource: no e-mail, no owner id, nothing of a draft. */
export const searchDocument = ({
  shelf,
  labels,
}: {
  shelf: SearchableShelf
  labels: DocumentLabels
}): SearchDocument => {
  const kinds = kindsOf(shelf.kinds)
  return {
    id: shelf.id,
    seq: shelf.seq,
    title: plain(shelf.title),
    summary: plain(shelf.summary),
    keywords: plain(shelf.keywords),
    ownerName: plain(shelf.ownerName),
    school: shelf.school ?? '',
    schoolName: plain(shelf.schoolName),
    nodePath: plain(shelf.nodePath),
    stage: shelf.stage ?? '',
    grade: shelf.grade ?? '',
    subject: shelf.subject ?? '',
    channel: shelf.channel ?? '',
    textbook: shelf.textbook ?? '',
    node: shelf.node ?? '',
    kinds,
    kindLabels: found(kinds.map((kind) => labels.kind.get(kind))),
    placeLabels: found([
      labels.stage.get(shelf.stage),
      labels.grade.get(shelf.grade),
      labels.subject.get(shelf.subject),
      labels.channel.get(shelf.channel),
    ]),
    level: shelf.level,
    audience: shelf.audience,
    publishedAt: Date.parse(shelf.publishedAt) || 0,
    durationSeconds: shelf.durationSeconds ?? 0,
  }
}
