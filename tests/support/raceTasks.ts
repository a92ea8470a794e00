import { setTimeout as pause } from 'node:timers/promises'

import type { Payload } from 'payload'

import { type Actor, systemActor } from '../../src/domain/actor'
import { isAppError } from '../../src/errors'
import { claimJob, completeJob, enqueue } from '../../src/jobs/queue'
import { enqueueSchedules } from '../../src/jobs/schedules'
import { sweep } from '../../src/jobs/sweep'
import { SLUG } from '../../src/slugs'
import { advanceRevision } from '../../src/workflow/advanceRevision'
import { describeAsset, dropIfUnheld, holdAsset } from '../../src/workflow/assets'
import { drainRow } from '../../src/workflow/drain'
import { claimReview, type Decision, decideReview, releaseReview } from '../../src/workflow/reviews'
import { withdrawRevision } from '../../src/workflow/revisions'
import { retire } from '../../src/workflow/shelves'
import { submitResource } from '../../src/workflow/submitResource'

const machine = systemActor('race')

/** One thing that somebody does in a round of a race; all of a round begin at one instant. */
export type Move =
  | { do: 'claim'; actor: Actor; review: string }
  | { do: 'claimAndApprove'; actor: Actor; review: string }
  | { do: 'decide'; actor: Actor; review: string; decision: Decision }
  | { do: 'submit'; actor: Actor; resource: string }
  | { do: 'withdraw'; actor: Actor; revision: string }
  | { do: 'advance'; revision: string }
  | { do: 'retire'; actor: Actor; shelf: string }
  | { do: 'hold'; asset: string; holder: string }
  | { do: 'drop'; asset: string }
  | { do: 'save'; resource: string; title: string }

export type RaceTask =
  | { name: 'rounds'; startAt: number; everyMs: number; moves: Move[] }
  | { name: 'shuttle'; actor: Actor; review: string; times: number }
  | { name: 'describe'; asset: string; times: number; who: string }
  | { name: 'drains'; reviews: string[]; assets: string[]; forMs: number }
  | { name: 'work'; worker: string; holdMs: number }
  | { name: 'die'; worker: string; leaseSeconds: number }
  | { name: 'schedules'; now: number[] }

/** What a refusal says, or 'ok'. */
const answer = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'ok'
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
}

const make = (payload: Payload, move: Move): Promise<unknown> => {
  switch (move.do) {
    case 'claim':
      return claimReview({ payload, actor: move.actor, review: move.review, leaseSeconds: 3600 })
    case 'claimAndApprove':
      return claimReview({ payload, actor: move.actor, review: move.review, leaseSeconds: 3600 }).then(() =>
        decideReview({ payload, actor: move.actor, review: move.review, decision: { verdict: 'approved' } }),
      )
    case 'decide':
      return decideReview({ payload, actor: move.actor, review: move.review, decision: move.decision })
    case 'submit':
      return submitResource({ payload, actor: move.actor, resource: move.resource })
    case 'withdraw':
      return withdrawRevision({ payload, actor: move.actor, revision: move.revision })
    case 'advance':
      return advanceRevision({ payload, revision: move.revision })
    case 'retire':
      return retire({ payload, actor: move.actor, shelf: move.shelf, reason: 'takeDown', note: '', graceDays: 30 })
    case 'hold':
      return holdAsset({ payload, asset: move.asset, holder: move.holder })
    case 'drop':
      return dropIfUnheld({ payload, actor: machine, asset: move.asset })
    case 'save':
      return payload.update({ collection: SLUG.resources, id: move.resource, data: { title: move.title } })
  }
}

/** Waits for the instant without leaving the processor, so that competitors begin within a millisecond of each other. */
const until = async (time: number) => {
  await pause(Math.max(0, time - Date.now() - 5))
  while (Date.now() < time);
}

/** Claims and gives back `times` times, against everybody else who wants the same seat. */
const shuttle = async ({
  payload,
  actor,
  review,
  times,
}: { payload: Payload } & Extract<RaceTask, { name: 'shuttle' }>) => {
  for (let done = 0; done < times;) {
    if ((await answer(claimReview({ payload, actor, review, leaseSeconds: 3600 }))) !== 'ok') continue
    await drainRow({ payload, slug: SLUG.reviews, id: review })
    if ((await answer(releaseReview({ payload, actor, review }))) === 'ok') done += 1
  }
}

const describeOften = async ({
  payload,
  asset,
  times,
  who,
}: { payload: Payload } & Extract<RaceTask, { name: 'describe' }>) => {
  for (let done = 0; done < times;) {
    const said = await answer(
      describeAsset({
        payload,
        actor: systemActor(who),
        asset,
        change: (row) => ({
          renditions: { ...row.renditions, [`${who}-${done}`]: { plan: 'copy', video: who, poster: '' } },
        }),
        data: { who },
      }),
    )
    if (said === 'ok') done += 1
  }
}

const drains = async ({
  payload,
  reviews,
  assets,
  forMs,
}: { payload: Payload } & Extract<RaceTask, { name: 'drains' }>) => {
  const end = Date.now() + forMs
  let count = 0
  for (; Date.now() < end; count++) {
    for (const id of reviews) await drainRow({ payload, slug: SLUG.reviews, id })
    for (const id of assets) await drainRow({ payload, slug: SLUG.mediaAssets, id })
    if (count % 10 === 0) await sweep({ payload })
  }
  return count
}

const work = async ({ payload, worker, holdMs }: { payload: Payload } & Extract<RaceTask, { name: 'work' }>) => {
  const did: string[] = []
  for (let idle = 0; idle < 5;) {
    const claimed = await claimJob({ payload, lane: 'light', leaseSeconds: 600, maxClaims: 5, worker })
    if (!claimed) {
      idle += 1
      continue
    }
    idle = 0
    if (holdMs > 0) await pause(holdMs)
    if (await completeJob({ payload, job: claimed.job })) did.push(claimed.job.key)
  }
  return did
}

export const runRace = async ({ payload, task }: { payload: Payload; task: RaceTask }): Promise<unknown> => {
  switch (task.name) {
    case 'rounds': {
      const answers: string[] = []
      for (const [round, move] of task.moves.entries()) {
        await until(task.startAt + round * task.everyMs)
        answers.push(await answer(make(payload, move)))
      }
      return answers
    }
    case 'shuttle':
      return shuttle({ payload, ...task })
    case 'describe':
      return describeOften({ payload, ...task })
    case 'drains':
      return drains({ payload, ...task })
    case 'work':
      return work({ payload, ...task })
    case 'die':
      await claimJob({ payload, lane: 'light', leaseSeconds: task.leaseSeconds, maxClaims: 3, worker: task.worker })
      process.kill(process.pid, 'SIGKILL')
      return undefined
    case 'schedules':
      for (const now of task.now) await enqueueSchedules({ payload, now })
      return enqueue({ payload, key: 'once', type: 'sweep' })
  }
}
