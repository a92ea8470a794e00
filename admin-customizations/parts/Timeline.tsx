'use client'

import { formatAge } from '../lib/format'
import type { WorkJson } from '../lib/types'
import { useLibrary } from '../lib/useLibrary'
import { Shape } from './Shape'
import { Time } from './Time'
import { timelineOf, type TimelineStep } from './timelineOf'

const Detail = ({ step }: { step: TimelineStep }) => {
  const { t, language } = useLibrary()
  if (step.state === 'done' && step.since)
    return (
      <small>
        {step.reviewer} <Time iso={step.since} />
      </small>
    )
  if (step.detail === '') return null
  const percent = step.percent === null ? '' : ` ${Math.round(step.percent)}%`
  const words = t(`timeline:${step.detail}`, { name: step.reviewer, age: formatAge(step.since, language) })
  return (
    <small>
      {words}
      {percent}
    </small>
  )
}

/** The way of a submission as shapes and words, with a bar while the machine works. */
export const Timeline = ({ work }: { work: WorkJson }) => {
  const { t } = useLibrary()
  const steps = timelineOf(work)
  const percent = steps.find((step) => step.key === 'machine' && step.state === 'now')?.percent ?? null
  return (
    <div className="lib-timeline">
      <ol aria-label={t('timeline:label', { title: work.title })}>
        {steps.map((step) => (
          <li key={step.key}>
            <Shape state={step.state} word={t(`timeline:state_${step.state}`)}>
              {t(`timeline:${step.key}`)}
            </Shape>
            <Detail step={step} />
          </li>
        ))}
      </ol>
      {percent === null ? null : (
        <progress
          aria-label={t('timeline:progress', { title: work.title })}
          max={100}
          value={Math.max(0, Math.min(100, percent))}
        />
      )}
    </div>
  )
}
