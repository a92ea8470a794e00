import type { Field } from 'payload'

type ColumnOptions = {
  label?: { zh: string; en: string }
  index?: boolean
  unique?: boolean
  required?: boolean
  hidden?: boolean
}

const common = ({ label, index, unique, required, hidden }: ColumnOptions) => ({
  ...(label ? { label } : {}),
  ...(index ? { index: true } : {}),
  ...(unique ? { unique: true } : {}),
  ...(required ? { required: true } : {}),
  ...(hidden ? { hidden: true } : {}),
})

export const text = (name: string, options: ColumnOptions = {}): Field => ({ name, type: 'text', ...common(options) })
export const longText = (name: string, options: ColumnOptions = {}): Field => ({
  name,
  type: 'textarea',
  ...common(options),
})
export const number = (name: string, options: ColumnOptions = {}): Field => ({
  name,
  type: 'number',
  ...common(options),
})
export const yesNo = (name: string, options: ColumnOptions = {}): Field => ({
  name,
  type: 'checkbox',
  defaultValue: false,
  ...common(options),
})
export const json = (name: string, options: ColumnOptions = {}): Field => ({ name, type: 'json', ...common(options) })

/**
 * The columns of every row that `workflow/transition.ts` moves: `seq` counts its transitions, `pending` holds the
 * entries (audit event, job, notice) that a drain has not copied out yet, `dirty` lets the sweep find them.
 */
export const transitionColumns: Field[] = [
  text('state', { index: true, required: true }),
  number('seq', { required: true }),
  number('drainedSeq', { required: true }),
  yesNo('dirty', { index: true }),
  json('pending', { hidden: true }),
]
