'use client'

import { useId } from 'react'

import { Star } from './Star'

export type Option = { value: string; label: string; group?: string }
type Props = {
  label: string
  value: string
  options: Option[]
  onChange: (value: string) => void
  /** Label of the empty choice; without it there is none. */
  none?: string
  isDisabled?: boolean
  isCompact?: boolean
  isRequired?: boolean
}

const optionOf = ({ value, label }: Option) => (
  <option key={value} value={value}>
    {label}
  </option>
)

const groupsOf = (options: Option[]): [string, Option[]][] =>
  [...new Set(options.map((option) => option.group ?? ''))].map((group) => [
    group,
    options.filter((option) => (option.group ?? '') === group),
  ])

/** A labelled native select: works by keyboard and on a phone, and takes a value that is not in the list yet. */
export const Choice = (props: Props) => {
  const { label, value, options, onChange, none, isDisabled = false, isCompact = false, isRequired = false } = props
  const id = useId()
  const isKnown = value === '' || options.some((option) => option.value === value)
  return (
    <div className={isCompact ? 'lib-choice lib-choice--compact' : 'lib-choice field-type'}>
      <label htmlFor={id} className="field-label">
        {label}
        {isRequired ? <Star /> : null}
      </label>
      <select
        id={id}
        value={value}
        disabled={isDisabled}
        aria-required={isRequired}
        onChange={(event) => onChange(event.target.value)}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {isKnown ? null : <option value={value}>{value}</option>}
        {groupsOf(options).map(([group, members]) =>
          group === '' ? (
            members.map(optionOf)
          ) : (
            <optgroup key={group} label={group}>
              {members.map(optionOf)}
            </optgroup>
          ),
        )}
      </select>
    </div>
  )
}
