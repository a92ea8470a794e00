import { type Running, startPayload } from '../support/payload'
import { type Caller, signIn } from '../support/raceRest'
import { buildInReview, buildResource, buildWorld, type World } from '../support/work'

let running: Running
let world: World
let teacher: Caller
let reviewer: Caller

beforeAll(async () => {
  running = await startPayload({ name: 'lists' })
  world = await buildWorld({ payload: running.payload })
  teacher = await signIn({ payload: running.payload, actor: world.teacher })
  reviewer = await signIn({ payload: running.payload, actor: world.content })
  for (let n = 0; n < 3; n++) await buildInReview({ world, resource: await buildResource({ world }) })
})
afterAll(() => running.stop())

describe.each([
  ['the teacher’s own work', () => teacher, '/work/mine?'],
  ['the queue of an office', () => reviewer, '/review/queue?track=content&'],
])('%s', (_, who, path) => {
  it('should come page by page, each item once', async () => {
    const ids: string[] = []
    for (const page of [1, 2]) {
      const { json } = await who()('GET', `${path}limit=2&page=${page}`)
      const { items, total, totalPages } = json as { items: { id: string }[]; total: number; totalPages: number }
      expect({ total, totalPages }).toEqual({ total: 3, totalPages: 2 })
      ids.push(...items.map(({ id }) => id))
    }
    expect(new Set(ids).size).toBe(3)
    expect(ids).toHaveLength(3)
  })
})
