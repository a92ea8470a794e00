'use client'

import { useLibrary } from '../lib/useLibrary'
import { useVocabulary } from '../lib/useVocabulary'
import { Star } from '../parts/Star'

/** The three channels; their names differ by place and come from the dictionary. */
export const ChannelChoice = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => {
  const { t } = useLibrary()
  const { vocabulary, nameOf } = useVocabulary()
  return (
    <fieldset className="lib-radios">
      <legend className="field-label">
        {t('field:channel')}
        <Star />
      </legend>
      {vocabulary.channels.map((channel) => (
        <label key={channel.key}>
          <input
            type="radio"
            name="channel"
            required
            value={channel.key}
            checked={value === channel.key}
            onChange={() => onChange(channel.key)}
          />
          <span>{nameOf(channel)}</span>
        </label>
      ))}
    </fieldset>
  )
}
