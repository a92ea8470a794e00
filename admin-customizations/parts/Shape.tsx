import type { ReactNode } from 'react'

export type StepState = 'done' | 'now' | 'todo' | 'bad'

const SHAPES: Record<StepState, string> = { done: '●', now: '◐', todo: '○', bad: '✕' }

/** A state by shape and word; colour only repeats it. `word` is what a screen reader says for the shape. */
export const Shape = ({ state, word, children }: { state: StepState; word: string; children: ReactNode }) => (
  <span className={`lib-shape lib-shape--${state}`}>
    <span aria-hidden="true" className="lib-shape__mark">
      {SHAPES[state]}
    </span>
    <span>{children}</span>
    <span className="lib-hidden">{word}</span>
  </span>
)
