import type { EnqueuedTask, Meilisearch, Task } from 'meilisearch'

/** Longest wait for one task; a rebuild sends batches of 500 documents. */
const TIMEOUT_MS = 120_000

/**
 * Waits until Meilisearch has done what it was asked for (it answers 202 before it starts).
 * @throws Error when the task failed or was cancelled, or takes longer than two minutes
 */
export const finishTask = async ({
  client,
  task,
  tolerate = [],
}: {
  client: Meilisearch
  task: EnqueuedTask
  /** Error codes that mean: already so. */
  tolerate?: string[]
}): Promise<Task> => {
  const done = await client.tasks.waitForTask(task, { timeout: TIMEOUT_MS, interval: 20 })
  if (done.status === 'succeeded' || tolerate.includes(done.error?.code ?? '')) return done
  throw new Error(`Meilisearch task ${done.uid} (${done.type}) ${done.status}: ${done.error?.message ?? ''}`)
}
