import { MARK } from '../domain/searchDocument'

/** A piece of text and whether it matched: markup is made where it is shown, never here. */
export type Segment = { text: string; isMatch: boolean }

const merge = (segments: Segment[]): Segment[] =>
  segments.reduce<Segment[]>((all, segment) => {
    const last = all.at(-1)
    if (segment.text === '') return all
    if (last?.isMatch !== segment.isMatch) return [...all, segment]
    return [...all.slice(0, -1), { text: last.text + segment.text, isMatch: last.isMatch }]
  }, [])

/** Text whose matches stand between marks → segments. */
export const segmentsOf = (marked: string): Segment[] =>
  merge(
    marked.split(MARK.open).flatMap((part, at) => {
      if (at === 0) return [{ text: part, isMatch: false }]
      const [match = '', ...rest] = part.split(MARK.close)
      return [
        { text: match, isMatch: true },
        { text: rest.join(''), isMatch: false },
      ]
    }),
  )

const textOf = (segments: Segment[]): string => segments.map((segment) => segment.text).join('')

/** How much of a long text is shown. */
const SHOWN = 160

/**
 * What the index marked, if it is still the text of the row; else the row's own text. The index may lag behind, and
 * what was corrected must not be shown again. `ellipsis` stands where the index cut the text.
 */
export const highlighted = ({ marked, text }: { marked: string | undefined; text: string }): Segment[] => {
  const segments = segmentsOf(marked ?? '')
  const inner = textOf(segments).replace(/^…|…$/g, '')
  if (inner !== '' && text.includes(inner)) return segments
  const characters = Array.from(text)
  return merge([{ text: characters.slice(0, SHOWN).join('') + (characters.length > SHOWN ? '…' : ''), isMatch: false }])
}

/** Marks the words of a search that the database answered. */
export const markWords = ({ text, words }: { text: string; words: string[] }): string => {
  const parts = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (parts.length === 0) return text
  return text.replace(new RegExp(parts.join('|'), 'gi'), (match) => `${MARK.open}${match}${MARK.close}`)
}
