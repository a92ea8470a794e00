import { type Client, poll } from './client'

export type Office = { client: Client; track: 'content' | 'technical' }

/** One office finds the revision in its queue, claims it and approves. */
export const approve = async ({
  office,
  revision,
  title,
}: {
  office: Office
  revision: string
  title: string
}): Promise<void> => {
  const review = await poll({
    what: `${office.track} queue`,
    seconds: 60,
    ask: async () => {
      const query = new URLSearchParams({ track: office.track, q: title, limit: '100' })
      const { items } = await office.client.json<{ items: { id: string; revision: string }[] }>(
        `/api/review/queue?${query}`,
      )
      return items.find((item) => item.revision === revision) ?? null
    },
  })
  await office.client.json(`/api/review/reviews/${review.id}/claim`, { method: 'POST' })
  await office.client.json(`/api/review/reviews/${review.id}/approve`, { method: 'POST' })
}
