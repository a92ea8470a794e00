'use client'

import { Button, TextInput } from '@payloadcms/ui'
import { useState } from 'react'

import type { Contributor } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'

type Props = { value: Contributor[]; onChange: (value: Contributor[]) => void }

/** Names of those who helped; they may not review it afterwards when they are people of this library. */
export const Contributors = ({ value, onChange }: Props) => {
  const { t } = useLibrary()
  const [name, setName] = useState('')
  const add = () => {
    const names = name
      .split(/[,，、;；]+/)
      .map((each) => each.trim())
      .filter((each) => each !== '' && !value.some((one) => one.name === each))
    if (names.length > 0) onChange([...value, ...names.map((each) => ({ name: each, user: '' }))])
    setName('')
  }
  return (
    <div className="lib-contributors">
      <div className="lib-contributors__row">
        <TextInput
          path="contributor"
          label={t('field:contributors')}
          placeholder={t('submit:contributorExample')}
          value={name}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            add()
          }}
        />
        <Button buttonStyle="secondary" size="small" margin={false} disabled={name.trim() === ''} onClick={add}>
          {t('submit:addContributor')}
        </Button>
      </div>
      {value.length > 0 ? (
        <ul className="lib-tags">
          {value.map((one) => (
            <li key={one.name}>
              {one.name}
              <button
                type="button"
                aria-label={t('submit:removeContributor', { name: one.name })}
                onClick={() => onChange(value.filter((each) => each !== one))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
