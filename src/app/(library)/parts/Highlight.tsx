import type { Segment } from '../../../search/highlight'

/** A text whose matches are marked. */
export const Highlight = ({ segments }: { segments: Segment[] }) =>
  segments.map(({ text, isMatch }, index) => (isMatch ? <mark key={index}>{text}</mark> : text))
