'use client'

import { TextInput } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

type Props = { path: string; label: string; placeholder?: string; onSearch: (words: string) => void }

/** A search box that asks after a short rest. */
export const SearchBox = ({ path, label, placeholder = '', onSearch }: Props) => {
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => onSearch(words.trim()), 300)
    return () => clearTimeout(timer)
  }, [words, onSearch])
  return (
    <TextInput
      path={path}
      label={label}
      placeholder={placeholder}
      value={words}
      onChange={(event: React.ChangeEvent<HTMLInputElement>) => setWords(event.target.value)}
      htmlAttributes={{ autoComplete: 'off' }}
    />
  )
}
